import { serve, launch, open } from "./page.mjs";
const s=await serve(); const b=await launch(); 
try { const {page,errors}=await open(b,s.url,{viewport:{width:1440,height:1000}});
await page.click("#tab-understand"); await page.waitForTimeout(300); await page.hover(".rule:nth-child(3)"); await page.waitForTimeout(300); await page.screenshot({path:`/tmp/shot-und.png`});
await page.click("#tab-replay"); await page.screenshot({path:`/tmp/shot-rep0.png`});
await page.click("text=Use a sample log"); await page.waitForSelector("#cases tbody tr",{timeout:20000}); await page.waitForTimeout(500); await page.screenshot({path:`/tmp/shot-rep.png`});
await page.locator("#scores").scrollIntoViewIfNeeded(); await page.evaluate(()=>document.querySelector("#scores").scrollIntoView()); await page.waitForTimeout(300); await page.screenshot({path:`/tmp/shot-rep2.png`});
console.log(errors, await page.locator("#panel-replay > .note").textContent());
} finally { await b.close(); s.close(); }
