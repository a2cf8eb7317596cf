export { readAllowRules, toActive } from "./allow-rules.queries";
export { refuseSlowPatterns, requirePlan } from "./check-settings";
export { type DetectorAsker, type DetectorTrial, provideDetectorAsker } from "./detector-asker";
export { openDetectorSecret } from "./detector-secret";
export { expireAllowRules } from "./expire-allow-rules";
export { readFirewallPolicy } from "./firewall-policies.queries";
export { readFindings } from "./hits.queries";
export { labelOf } from "./review-hit";
