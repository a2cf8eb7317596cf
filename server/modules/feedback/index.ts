export { createSessionToken } from "./create-session-token";
export { decideAsk } from "./decide-ask";
export type { FeedbackSource } from "./feedback-source";
export { giveUpWaiting, joinWaiting } from "./join-waiting";
export { recordEvent } from "./record-event";
export { readSessionToken } from "./session-token";
export { type RecentSessions, submitFeedback } from "./submit-feedback";
export { submitNps } from "./submit-nps";
export { surveyConfig } from "./survey-config";
