import { z } from "zod";
import type { ErrorCode } from "../error-codes";
import type { Operation, OperationTable } from "./operation";

const model = z
  .string()
  .min(1)
  .max(512)
  .describe(
    "provider/model, a catalogue id, auto, route:<slug>, or several in order: a,b; prompt for that of a stored prompt.",
  );
const stream = z.boolean().nullish().describe("Answer as server-sent events.");
const inputs = z
  .record(z.string(), z.unknown())
  .optional()
  .describe("Values for the variables of a stored prompt.");
const message = z.looseObject({ role: z.string() });
const tokens = z.int().nonnegative();

const PASSED_ON = "Members that are not listed go to the provider as they are.";

export const ChatRequest = z
  .looseObject({
    model,
    messages: z.array(message).max(2_048).describe("At least one, unless a stored prompt has its own."),
    stream,
    stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
    inputs,
  })
  .describe(`A chat completion as OpenAI has it. ${PASSED_ON}`);

export const ChatAnswer = z.looseObject({
  id: z.string(),
  object: z.literal("chat.completion"),
  created: z.int(),
  model: z.string().describe("The model that answered."),
  choices: z.array(
    z.looseObject({
      index: z.int(),
      message: z.looseObject({ role: z.string(), content: z.unknown().optional() }),
      finish_reason: z.string().nullable(),
    }),
  ),
  usage: z.looseObject({ prompt_tokens: tokens, completion_tokens: tokens, total_tokens: tokens }).optional(),
});

export const ResponsesRequest = z
  .looseObject({
    model,
    input: z.union([z.string(), z.array(z.looseObject({}))]).optional(),
    instructions: z.string().nullish(),
    store: z.boolean().nullish().describe("true only where the provider itself speaks Responses."),
    stream,
    inputs,
  })
  .describe(`A response as OpenAI has it. ${PASSED_ON}`);

export const ResponsesAnswer = z.looseObject({
  id: z.string(),
  object: z.literal("response"),
  status: z.string(),
  model: z.string(),
  output: z.array(z.looseObject({ type: z.string() })),
  usage: z.looseObject({ input_tokens: tokens, output_tokens: tokens, total_tokens: tokens }).nullish(),
});

export const MessagesRequest = z
  .looseObject({
    model,
    max_tokens: z.int().positive(),
    messages: z.array(message).max(2_048).describe("At least one, unless a stored prompt has its own."),
    system: z.union([z.string(), z.array(z.looseObject({}))]).optional(),
    stream,
    inputs,
  })
  .describe(`A message as Anthropic has it. ${PASSED_ON}`);

export const MessagesAnswer = z.looseObject({
  id: z.string(),
  type: z.literal("message"),
  role: z.literal("assistant"),
  model: z.string(),
  content: z.array(z.looseObject({ type: z.string() })),
  stop_reason: z.string().nullable(),
  usage: z.looseObject({ input_tokens: tokens, output_tokens: tokens }),
});

export const CountTokensRequest = z
  .looseObject({ model, messages: z.array(message).min(1).max(2_048) })
  .describe("The request whose tokens are to be counted.");
export const CountTokensAnswer = z.looseObject({ input_tokens: tokens });

export const EmbeddingsRequest = z
  .looseObject({
    model,
    input: z.union([z.string().min(1), z.array(z.unknown()).min(1)]),
    dimensions: z.int().positive().optional(),
    encoding_format: z.enum(["float", "base64"]).optional(),
  })
  .describe(`Texts to embed, as OpenAI has it. ${PASSED_ON}`);

export const EmbeddingsAnswer = z.looseObject({
  object: z.literal("list"),
  model: z.string(),
  data: z.array(z.looseObject({ index: z.int(), embedding: z.union([z.array(z.number()), z.string()]) })),
  usage: z.looseObject({ prompt_tokens: tokens, total_tokens: tokens }).optional(),
});

const EventStream = { type: "text/event-stream", schema: z.string() } as const;
const STREAMED =
  "Whole, or with stream: true as the wire’s own events; the last record is stored before it closes.";

const MODEL_ERRORS = [
  "invalid_request",
  "firewall_blocked",
  "upstream_rejected",
  "budget_exhausted",
  "quota_exhausted",
  "model_not_allowed",
  "not_found",
  "model_not_found",
  "request_timeout",
  "idempotency_conflict",
  "body_too_large",
  "unsupported_media_type",
  "upstream_rate_limited",
  "all_providers_failed",
  "stream_truncated",
  "upstream_timeout",
] as const satisfies readonly ErrorCode[];

function modelCall(
  facts: Pick<Operation, "id" | "summary" | "text" | "errorShape">,
  request: z.ZodType,
  answer: z.ZodType,
  isStreamed = true,
): Operation {
  return {
    ...facts,
    tag: "Models",
    auth: "write",
    takesHeaders: true,
    takesIdempotencyKey: true,
    body: { schema: request },
    answer: {
      text: isStreamed ? STREAMED : "The answer.",
      bodies: [{ schema: answer }, ...(isStreamed ? [EventStream] : [])],
    },
    errors: MODEL_ERRORS,
  };
}

export const MODEL_OPERATIONS: OperationTable = {
  "POST /v1/chat/completions": modelCall(
    { id: "createChatCompletion", summary: "Chat completions, as OpenAI’s clients call them" },
    ChatRequest,
    ChatAnswer,
  ),
  "POST /v1/responses": modelCall(
    {
      id: "createResponse",
      summary: "Responses, as OpenAI’s clients call them",
      text: "Untouched to providers that speak it, translated for the others; what only a provider could keep or run is refused there with a 400 that names it.",
    },
    ResponsesRequest,
    ResponsesAnswer,
  ),
  "POST /v1/messages": modelCall(
    {
      id: "createMessage",
      summary: "Messages, as Anthropic’s clients call them",
      text: "Untouched to Anthropic, translated for the others. Anthropic’s clients take the base URL without /v1.",
      errorShape: "anthropic",
    },
    MessagesRequest,
    MessagesAnswer,
  ),
  "POST /v1/messages/count_tokens": {
    ...modelCall(
      {
        id: "countMessageTokens",
        summary: "How many tokens a message takes",
        text: "Counted by Anthropic for its models; for others an estimate, marked floopy-tokens-estimated: 1.",
        errorShape: "anthropic",
      },
      CountTokensRequest,
      CountTokensAnswer,
      false,
    ),
    takesIdempotencyKey: false,
  },
  "POST /v1/embeddings": modelCall(
    { id: "createEmbedding", summary: "Embeddings, as OpenAI’s clients call them" },
    EmbeddingsRequest,
    EmbeddingsAnswer,
    false,
  ),
};
