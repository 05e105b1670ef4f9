/** Written beside the checks before they run. */
declare module "*/cases.json" {
  const data: import("./cases.js").CaseData;
  export default data;
}
