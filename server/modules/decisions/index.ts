export { describePlan } from "./describe-plan";
export { exportDecisions } from "./export-decisions";
export { getDecision } from "./get-decision";
export { listDecisions } from "./list-decisions";
