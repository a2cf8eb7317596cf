export { checkPassword } from "./check-password";
export { createTenant } from "./create-tenant";
export { hasTwoFactor } from "./has-two-factor";
export { newToken, tokenHashOf } from "./link-tokens";
export {
  countWrongCode,
  endAllLogins,
  endLogin,
  endLoginsOfDomain,
  endOtherLogins,
  getLiveLogin,
  getPendingLogin,
  type LiveLogin,
  LOGIN_DAYS_MAX,
  openPendingLogin,
  type PendingLogin,
  startLogin,
} from "./login-sessions";
export { hashPassword, verifyPassword } from "./password";
export {
  createPerson,
  dropFactors,
  findPersonByAccount,
  findPersonByEmail,
  findPersonById,
  linkAccount,
  markEmailVerified,
  type PersonRow,
  unlinkAccounts,
  vouchForPerson,
} from "./people";
export { type ProvenPerson, proveAgain } from "./prove-again";
export { markForRenewal, renewLogin } from "./renew-login";
export { sendNotice } from "./send-notice";
export { DEMO_EMAIL } from "./sign-in-options";
export type { Visit } from "./sign-up";
export { signUpVerified } from "./sign-up-verified";
export { THROTTLES, throttle } from "./throttle";
export { storeVerificationToken, takeVerificationToken } from "./verification-tokens";
