export { calibrateJudges } from "./calibrate-judges";
export type { CallModel, ModelReply } from "./call-model";
export { cancelRun } from "./cancel-run";
export { checkAnswers } from "./check-answers";
export { createRun } from "./create-run";
export { getRun, listRunResults, listRuns } from "./list-runs";
export { runEvaluations } from "./run-evaluations";
export { runJudgements } from "./run-judgements";
