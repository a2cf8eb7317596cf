/** The part of recheck that needs no other program; the package describes only its main entry. */
declare module "recheck/lib/browser.js" {
  export { check } from "recheck";
}
