export { type CreditFeedbackInput, creditFeedback, retractFeedback } from "./credit-feedback";
export { joinLateCredits } from "./join-late-credits";
export { loadOwnPart, type OwnLearning } from "./load-own-part";
export { publishLearning } from "./publish-learning";
export { loadSharedModel, type SharedModel } from "./shared-model";
