import { serve, launch, open } from "/tmp/wt/www/www/test/page.mjs";
const [,, name="try", tab, w="1440", hgt="900", scheme="light"] = process.argv;
const s=await serve(); const b=await launch(); 
try { const {page,errors}=await open(b,s.url,{viewport:{width:+w,height:+hgt},colorScheme:scheme});
if(tab) await page.click("#tab-"+tab);
if(process.argv[7]) await page.evaluate(process.argv[7]).catch(async()=>{});
await page.waitForTimeout(700); await page.screenshot({path:`/tmp/shot-${name}.png`}); console.log(errors);
} finally { await b.close(); s.close(); }
