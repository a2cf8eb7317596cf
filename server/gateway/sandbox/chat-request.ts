import { z } from "zod";

const TextPart = z.looseObject({ type: z.string(), text: z.string().optional() });
const Content = z.union([z.string(), z.array(TextPart), z.null()]).optional();

const Message = z.looseObject({
  role: z.enum(["system", "developer", "user", "assistant", "tool", "function"]),
  content: Content,
  tool_calls: z.array(z.looseObject({ id: z.string() })).optional(),
});

const Tool = z.looseObject({
  type: z.literal("function"),
  function: z.looseObject({
    name: z.string().min(1),
    description: z.string().optional(),
    parameters: z.record(z.string(), z.unknown()).optional(),
  }),
});

const ToolChoice = z.union([
  z.enum(["auto", "none", "required"]),
  z.looseObject({ type: z.literal("function"), function: z.looseObject({ name: z.string() }) }),
]);

const ResponseFormat = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("text") }),
  z.looseObject({ type: z.literal("json_object") }),
  z.looseObject({
    type: z.literal("json_schema"),
    json_schema: z.looseObject({ name: z.string(), schema: z.record(z.string(), z.unknown()).optional() }),
  }),
]);

/** Ours: pace and seed of one answer, for tests and demonstrations. */
const Sandbox = z.object({
  first_token_ms: z.number().min(0).max(60_000).optional(),
  tokens_per_second: z.number().min(0).max(1_000_000).optional(),
  seed: z.union([z.string(), z.number()]).optional(),
});

const nullable = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);

export const ChatRequest = z.looseObject({
  model: z.string().min(1),
  messages: z.array(Message).min(1),
  stream: nullable(z.boolean()),
  stream_options: nullable(z.looseObject({ include_usage: z.boolean().optional() })),
  n: nullable(z.number().int().min(1).max(8)),
  max_tokens: nullable(z.number().int().min(1)),
  max_completion_tokens: nullable(z.number().int().min(1)),
  stop: nullable(z.union([z.string(), z.array(z.string()).max(4)])),
  temperature: nullable(z.number().min(0).max(2)),
  seed: nullable(z.number()),
  logprobs: nullable(z.boolean()),
  top_logprobs: nullable(z.number().int().min(0).max(20)),
  tools: nullable(z.array(Tool).max(128)),
  tool_choice: nullable(ToolChoice),
  parallel_tool_calls: nullable(z.boolean()),
  response_format: nullable(ResponseFormat),
  sandbox: nullable(Sandbox),
});
export type ChatRequest = z.infer<typeof ChatRequest>;
export type ChatMessage = ChatRequest["messages"][number];
export type ChatTool = z.infer<typeof Tool>;

export const EmbeddingsRequest = z.looseObject({
  model: z.string().min(1),
  input: z.union([
    z.string(),
    z.array(z.string()).min(1).max(2_048),
    z.array(z.number()).min(1),
    z.array(z.array(z.number())).min(1).max(2_048),
  ]),
  dimensions: nullable(z.number().int().min(1).max(4_096)),
  encoding_format: nullable(z.enum(["float", "base64"])),
});
export type EmbeddingsRequest = z.infer<typeof EmbeddingsRequest>;

/** The words of a message; images and other parts have none. */
export function textOf(message: ChatMessage | undefined): string {
  const content = message?.content;
  if (typeof content === "string") return content;
  return content?.map((part) => part.text ?? "").join("\n") ?? "";
}

/** What the user said last. */
export function lastUserText(request: ChatRequest): string {
  return textOf(request.messages.findLast((message) => message.role === "user"));
}
