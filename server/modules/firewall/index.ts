export { openDetectorSecret } from "./detector-secret";
export { expireAllowRules } from "./expire-allow-rules";
