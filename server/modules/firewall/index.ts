export { openDetectorSecret } from "./detector-secret";
