import { CLIENT_ADDRESS_HEADER } from "@/server/core/client-address";
import { AppError, notFound, toAppError } from "@/server/core/errors";
import { uuidv7 } from "@/server/core/ids";
import { readLimitedBody } from "@/server/core/limited-body";
import { errorFields, log } from "@/server/core/logger";
import { answerMessage } from "./answer-message";
import { type DemoAccess, type DemoVisit, demoAccess } from "./demo-access";
import { openSession } from "./open-session";
import { sessionState } from "./session-state";

const BODY_BYTES_MAX = 64 * 1024;
const CALL_MS_MAX = 60_000;
const PRIVATE = { "cache-control": "private, no-store" };

type Work = (access: DemoAccess, visit: DemoVisit, request: Request) => Promise<Response>;

export const handleDemoMessage = handler(async (access, visit, request) => {
  const bytes = await readLimitedBody(request, BODY_BYTES_MAX);
  return answerMessage(access, visit, parsedJson(bytes));
});

export const handleDemoSession = handler(async (access, visit) =>
  Response.json(await openSession(access, visit), { headers: PRIVATE }),
);

export const handleDemoState = handler(async (access, visit, request) => {
  const id = new URL(request.url).searchParams.get("session_id");
  return Response.json(await sessionState(access, id, visit.signal), { headers: PRIVATE });
});

function handler(work: Work): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      const access = demoAccess();
      if (access === null) throw notFound("demo");
      const signal = AbortSignal.any([request.signal, AbortSignal.timeout(CALL_MS_MAX)]);
      const visit = { address: request.headers.get(CLIENT_ADDRESS_HEADER), now: new Date(), signal };
      return await work(access, visit, request);
    } catch (thrown) {
      return errorAnswer(toAppError(thrown));
    }
  };
}

function errorAnswer(error: AppError): Response {
  const requestId = uuidv7();
  log[error.row.logLevel]("demo chat failed", { requestId, ...errorFields(error) });
  const body = { error: { code: error.code, message: error.userMessage, request_id: requestId } };
  return Response.json(body, { status: error.row.http, headers: PRIVATE });
}

function parsedJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw new AppError("invalid_request", "The body must be JSON.");
  }
}
