export { currentContentKey, rotateContentKey, tendContentKeys } from "./keep-content-keys";
export { openBodies, openBodiesBy, openBody } from "./open-bodies";
export { sealOldBodies } from "./seal-old-bodies";
