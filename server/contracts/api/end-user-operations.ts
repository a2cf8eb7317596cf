import { ErasureReceipt } from "../erasure";
import type { OperationTable } from "./operation";

export const END_USER_OPERATIONS: OperationTable = {
  "DELETE /v1/end-users/{id}": {
    id: "eraseEndUser",
    tag: "End users",
    summary: "Erase an end user",
    text:
      "Deletes what the key’s project has of the end user: requests with their texts and decisions, sessions, NPS answers, " +
      "feedback, asks, events, what routes learned of them, every cached answer of the project, and records that are still on " +
      "their way. Counts of usage and spend stay; they name nobody. Answers kept for Idempotency-Key are gone within a day. " +
      "Files and conversations that a provider holds are the provider’s to delete. When the call was cut off, call again: it " +
      "goes on where it was. An end user whom nobody knows is answered with zeros.",
    auth: "admin",
    path: { id: "As sent in floopy-user-id; also in the hashed form that your project may store." },
    answer: { text: "The receipt; it names nobody.", bodies: [{ schema: ErasureReceipt }] },
    errors: ["invalid_request"],
  },
};
