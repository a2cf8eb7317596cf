import { ContributionView, SetLearningModeInput, SetLearningModeOutput, SnapshotView } from "../learning";
import type { OperationTable } from "./operation";

export const LEARNING_OPERATIONS: OperationTable = {
  "GET /v1/learning/contribution": {
    id: "getLearningContribution",
    tag: "Learning",
    summary: "What you gave to the shared model, and what you have of it",
    text: "Numbers only: no prompt, answer, comment or id of an end user ever leaves your organisation.",
    auth: "read",
    answer: {
      text: "The ledger.",
      bodies: [{ schema: ContributionView }],
    },
  },
  "GET /v1/learning/snapshots/{id}": {
    id: "getLearningSnapshot",
    tag: "Learning",
    summary: "The card of one state of the shared model",
    text: "A decision names the state it was made by as its snapshot. Old states are thinned out to one a day.",
    auth: "read",
    path: { id: "The state’s id." },
    answer: { text: "The card.", bodies: [{ schema: SnapshotView }] },
    errors: ["not_found"],
  },
  "PUT /v1/learning/mode": {
    id: "setLearningMode",
    tag: "Learning",
    summary: "Learn together with other organisations, or alone",
    text:
      "Leaving needs the Enterprise plan, a key that an owner has made, and “learn alone” as confirm. The shared model is worked " +
      "out anew without your scores before the answer comes; the receipt has its hash before and after.",
    auth: "admin",
    body: { schema: SetLearningModeInput },
    answer: {
      text: "The mode that holds now, and the receipt.",
      bodies: [{ schema: SetLearningModeOutput }],
    },
    errors: ["invalid_request", "plan_required", "body_too_large"],
  },
};
