export { type CreditFeedbackInput, creditFeedback, retractFeedback } from "./credit-feedback";
export { getContribution } from "./get-contribution";
export { getSnapshot } from "./get-snapshot";
export { joinLateCredits } from "./join-late-credits";
export { isNewOrg, learnedState } from "./learned-state";
export { loadOwnPart, type OwnLearning } from "./load-own-part";
export { publishLearning } from "./publish-learning";
export { setLearningMode } from "./set-learning-mode";
export { loadSharedModel, type SharedModel } from "./shared-model";
