export { isSsoRequired } from "./find-connection.queries";
export { beginSso, finishSso, type SsoAttempt } from "./sign-in-at-provider";
export { ssoProvider } from "./sso.queries";
