import type { KeyKind } from "@/server/core/api-key-format";
import { newId } from "@/server/core/ids";
import { ORIGIN } from "./feedback-stage";
import { get, post, type RestCase, type Step } from "./rest-walk-case";

/** What is said about a session; by a page where only pages may say it. A new user each time, so that nothing repeats. */
function said(
  path: string,
  body: (user: string) => Record<string, unknown>,
  keys: readonly KeyKind[] = ["server"],
): RestCase {
  const step = (about: Record<string, unknown>): Step =>
    post(path, { ...body(newId("usr")), ...about }, { origin: ORIGIN });
  return {
    kind: "keyed",
    keys,
    plain: step({ session_id: "session-absent" }),
    withNames: ({ sessionId, storedRequestId }) => ({
      session: step({ session_id: sessionId }),
      ...(path === "/feedback" ? { request: step({ request_id: storedRequestId }) } : {}),
      ...(path === "/events" ? { event: step({ session_id: sessionId, request_id: storedRequestId }) } : {}),
    }),
  };
}

const EITHER: readonly KeyKind[] = ["server", "publishable"];

/** The walk over the endpoints of feedback. */
export const FEEDBACK_CASES: Readonly<Record<string, RestCase>> = {
  "POST /v1/feedback": said("/feedback", (user_id) => ({ score: 9, useful: true, user_id })),
  "POST /v1/nps": said("/nps", () => ({ score: 9 }), ["publishable"]),
  "POST /v1/nps/decide": said("/nps/decide", (user) => ({ user }), EITHER),
  "POST /v1/nps/snooze": said("/nps/snooze", () => ({ show_id: "shw_absent" }), ["publishable"]),
  "POST /v1/sessions/token": said("/sessions/token", (user_id) => ({ user_id })),
  "POST /v1/events": said("/events", () => ({ type: "copy" }), EITHER),
  "GET /v1/nps/config": {
    kind: "keyed",
    keys: EITHER,
    plain: get("/nps/config"),
    withNames: ({ projectId }) => ({ project: get("/nps/config", { "floopy-project-id": projectId }) }),
  },
};
