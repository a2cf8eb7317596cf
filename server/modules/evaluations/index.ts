export { calibrateJudges } from "./calibrate-judges";
export type { CallModel, ModelReply } from "./call-model";
export { checkAnswers } from "./check-answers";
export { runJudgements } from "./run-judgements";
