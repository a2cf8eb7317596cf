export { createExperiment } from "./create-experiment";
export { completeExperiment, rollBackExperiment } from "./end-experiment";
export { getResults } from "./get-results";
export { listExperiments } from "./list-experiments";
export { watchExperiments } from "./watch-experiments";
