import { z } from "zod";
import { parseInput } from "@/server/core/parse-input";
import { THROTTLES, throttle } from "@/server/modules/identity";
import { callOwnGateway, type DemoAccess, type DemoVisit } from "./demo-access";
import { DemoSessionId } from "./demo-session-id";

const Message = z.strictObject({
  role: z.enum(["user", "assistant"]),
  content: z.string().trim().min(1).max(4_000),
});

const MessageInput = z.strictObject({
  session_id: DemoSessionId,
  messages: z.array(Message).min(1).max(30),
});

const QUESTION_LENGTH_MAX = 500;
const ANSWER_TOKENS_MAX = 300;
/** Told to the page, so that it can say what the router did. */
const TOLD =
  /^(content-type|x-request-id|retry-after|floopy-(provider|model|routing-phase|routing-reason|cost-micro-usd))$/;

/** Streams the next answer of a demo conversation, from the route `auto`. */
export async function answerMessage(access: DemoAccess, visit: DemoVisit, input: unknown): Promise<Response> {
  const { session_id, messages } = parseInput(MessageInput, input);
  await throttle(visit.now, [THROTTLES.demoByAddress, visit.address], [THROTTLES.demoByAll, "everybody"]);
  const answer = await callOwnGateway(access, "/chat/completions", {
    body: {
      model: "auto",
      stream: true,
      max_tokens: ANSWER_TOKENS_MAX,
      messages: messages.map(({ role, content }) => ({
        role,
        content: role === "user" ? content.slice(0, QUESTION_LENGTH_MAX) : content,
      })),
    },
    headers: { "floopy-session-id": session_id },
    signal: visit.signal,
  });
  const headers = new Headers({ "cache-control": "no-cache, no-transform", "x-accel-buffering": "no" });
  answer.headers.forEach((value, name) => {
    if (TOLD.test(name)) headers.set(name, value);
  });
  return new Response(answer.body, { status: answer.status, headers });
}
