export { type CreditFeedbackInput, creditFeedback, retractFeedback } from "./credit-feedback";
export { joinLateCredits } from "./join-late-credits";
