import type { z } from "zod";
import {
  CreateTokenBody,
  DecideBody,
  EventBody,
  SnoozeBody,
  SubmitFeedbackBody,
  SubmitNpsBody,
} from "@/server/contracts/feedback";
import { surveyConfig } from "@/server/contracts/survey-config";
import type { KeyKind } from "@/server/core/api-key-format";
import {
  createSessionToken,
  decideAsk,
  recordEvent,
  snoozeAsk,
  submitFeedback,
  submitNps,
} from "@/server/modules/feedback";
import { oncePerBody } from "../idempotency/once-per-body";
import type { GatewayRequest, GatewayResponse } from "../types";
import { parseFeedbackBody, readFeedbackBytes } from "./read-feedback-body";
import { type FeedbackCall, type FeedbackDeps, runFeedbackCall, sourceOf } from "./run-feedback-call";

/** An endpoint that answers its own errors; one for pages answers their preflights too. */
export interface FeedbackEndpoint {
  kind: "feedback";
  isForPages: boolean;
  run(deps: FeedbackDeps, req: GatewayRequest): Promise<GatewayResponse>;
}

const SERVER: readonly KeyKind[] = ["server"];
const PAGE: readonly KeyKind[] = ["publishable"];
const EITHER: readonly KeyKind[] = ["server", "publishable"];

/** What end users and the customer's servers say about answers, by path and method. */
export const FEEDBACK_ENDPOINTS: Readonly<Record<string, Readonly<Record<string, FeedbackEndpoint>>>> = {
  "/v1/feedback": {
    POST: post(SERVER, SubmitFeedbackBody, 200, async (call, body) => {
      const source = await sourceOf(call, { user: body.user_id });
      return submitFeedback(call.ctx, source, body, call.deps.memory.sessions);
    }),
  },
  "/v1/nps": {
    POST: post(PAGE, SubmitNpsBody, 202, async (call, body) =>
      submitNps(call.ctx, await sourceOf(call, body), body),
    ),
  },
  "/v1/nps/decide": {
    POST: post(EITHER, DecideBody, 200, async (call, body) =>
      decideAsk(call.ctx, await sourceOf(call, body), call.project.feedback, body),
    ),
  },
  "/v1/nps/snooze": {
    POST: post(PAGE, SnoozeBody, 200, async (call, body) =>
      snoozeAsk(call.ctx, await sourceOf(call, body), call.project.feedback, body),
    ),
  },
  "/v1/nps/config": { GET: endpoint(EITHER, answerConfig) },
  "/v1/sessions/token": {
    POST: post(SERVER, CreateTokenBody, 201, async (call, body) => {
      const { projectId, endUserId } = await sourceOf(call, { user: body.user_id });
      return createSessionToken(call.ctx, { projectId, endUserId }, body);
    }),
  },
  "/v1/events": {
    POST: post(EITHER, EventBody, 202, async (call, body) =>
      recordEvent(call.ctx, await sourceOf(call, body), body),
    ),
  },
};

type Answer = Awaited<ReturnType<Parameters<typeof runFeedbackCall>[3]>>;

function endpoint(keys: readonly KeyKind[], run: (call: FeedbackCall) => Promise<Answer>): FeedbackEndpoint {
  return {
    kind: "feedback",
    isForPages: keys.includes("publishable"),
    run: (deps, req) => runFeedbackCall(deps, req, keys, run),
  };
}

function post<Schema extends z.ZodType>(
  keys: readonly KeyKind[],
  schema: Schema,
  status: number,
  work: (call: FeedbackCall, body: z.output<Schema>) => Promise<object>,
): FeedbackEndpoint {
  return endpoint(keys, async (call) => {
    const { caller, deps, req, requestId } = call;
    const bytes = await readFeedbackBytes(req);
    const scope = [caller.key.id, req.path];
    const key = req.headers["idempotency-key"];
    return oncePerBody(
      deps.idempotency,
      { orgId: caller.org.orgId, scope, key, requestId, bytes },
      async () => {
        const answer = await work(call, parseFeedbackBody(schema, bytes));
        return { status, body: Buffer.from(JSON.stringify(answer)) };
      },
    );
  });
}

async function answerConfig({ project, req }: FeedbackCall): Promise<Answer> {
  const locale = new URLSearchParams(req.query).get("locale");
  const config = surveyConfig(project.feedback, { locale, acceptLanguage: req.headers["accept-language"] });
  return {
    status: 200,
    headers: { "cache-control": "public, max-age=60", vary: "Origin, Accept-Language, Authorization" },
    body: Buffer.from(JSON.stringify(config)),
  };
}
