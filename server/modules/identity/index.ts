export { checkPassword } from "./check-password";
export { createTenant } from "./create-tenant";
export { newToken, tokenHashOf } from "./link-tokens";
export { endLogin, getLiveLogin, type LiveLogin, LOGIN_DAYS_MAX, startLogin } from "./login-sessions";
export { hashPassword, verifyPassword } from "./password";
export {
  findPersonByAccount,
  findPersonByEmail,
  findPersonById,
  linkAccount,
  markEmailVerified,
  type PersonRow,
} from "./people";
export { DEMO_EMAIL } from "./sign-in-options";
export type { Visit } from "./sign-up";
export { signUpVerified } from "./sign-up-verified";
export { THROTTLES, throttle } from "./throttle";
export { storeVerificationToken, takeVerificationToken } from "./verification-tokens";
