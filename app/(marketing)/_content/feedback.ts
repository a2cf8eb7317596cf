import type { FeedbackKind, Proof } from "@/server/contracts/feedback";
import type { Term } from "./docs";

const KIND_TEXTS = {
  nps: "A score from 0 to 10, what an end user says of the session. Also what a body with a score is.",
  thumb: "useful: true or false, of a session or one request.",
  rating: "A score or useful from your own people.",
  metric: "Something your code measured: metric and value, true, false or a number.",
  correction: "What the answer should have been. Says that it was not good enough.",
  demonstration: "An answer of your own, to learn from by hand. Teaches no number.",
  comment: "Words alone. Teach no number.",
} as const satisfies Record<FeedbackKind, string>;

const PROOF_TEXTS = {
  anonymous:
    "Unsigned: a publishable key alone, from an allowed origin. Counts a quarter, never teaches the shared model.",
  session: "A token from POST /v1/sessions/token names the session.",
  verified: "The token also names the user.",
  server: "Your server says so, with a server key.",
} as const satisfies Record<Proof, string>;

const termsOf = (texts: Record<string, string>): Term[] =>
  Object.entries(texts).map(([name, text]) => ({ name, text }));

export const FEEDBACK_KINDS = termsOf(KIND_TEXTS);
export const FEEDBACK_PROOFS = termsOf(PROOF_TEXTS);

export function feedbackSnippet(baseUrl: string): string {
  return `curl ${baseUrl}/feedback \\
  -H "Authorization: Bearer $FLOOPY_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"session_id": "chat-42", "score": 9, "comment": "Solved it at once."}'`;
}
