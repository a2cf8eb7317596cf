export { currentContentKey, rotateContentKey, tendContentKeys } from "./keep-content-keys";
export { contentKeyOf } from "./load-keys";
export { openBodies, openBodiesBy, openBody } from "./open-bodies";
export { openTexts, openTextsBy, openTextsOf } from "./open-texts";
export { sealOldBodies } from "./seal-old-bodies";
export { sealOldTexts } from "./seal-old-texts";
export { SEALED_TEXTS, type TextSealer, textSealer } from "./sealed-texts";
