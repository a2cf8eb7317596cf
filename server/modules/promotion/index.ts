export { compareShadows } from "./compare-shadows";
export { keepTrials } from "./keep-trials";
export { reserveShadowSpend, settleShadowSpend } from "./shadow-spend";
export { watchTrials } from "./watch-trials";
