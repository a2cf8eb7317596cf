export { answerScim, type ScimAnswer } from "./answer-scim";
export { findDirectory } from "./find-token.queries";
