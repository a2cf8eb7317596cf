export { getDecision } from "./get-decision";
export { listDecisions } from "./list-decisions";
