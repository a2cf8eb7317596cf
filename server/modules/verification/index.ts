export { getVerification } from "./get-verification";
