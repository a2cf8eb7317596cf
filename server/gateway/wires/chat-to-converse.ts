import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../json-value";
import { cachePoints, contentBlocks, toolResult, toolUses } from "./chat-to-converse-content";
import { untranslatable } from "./untranslatable";

interface Turn {
  role: "user" | "assistant";
  content: JsonObject[];
}

/**
 * A chat request as a request of Amazon Bedrock's Converse. What only tunes the answer and has no place there (`seed`,
 * penalties, `user`) is left out; what would change its meaning is refused.
 */
export function toConverseRequest(request: JsonObject): JsonObject {
  refuse(request);
  const messages = ownArray(request, "messages").filter(isObject);
  const system = messages.flatMap((message, index) =>
    isInstruction(message) ? systemBlocks(message, `messages.${index}`) : [],
  );
  const turns = turnsOf(messages);
  const tools = toolConfig(request, turns);
  return {
    messages: turns,
    ...(system.length > 0 ? { system } : {}),
    ...present("inferenceConfig", {
      maxTokens: own(request, "max_completion_tokens") ?? own(request, "max_tokens"),
      temperature: own(request, "temperature"),
      topP: own(request, "top_p"),
      stopSequences: stopSequences(own(request, "stop")),
    }),
    ...(tools === null ? {} : { toolConfig: tools }),
    ...outputConfig(request),
  };
}

function refuse(request: JsonObject): void {
  const choices = own(request, "n");
  if (typeof choices === "number" && choices > 1) throw untranslatable("Several answers at once (`n`)", "n");
  if (own(request, "logprobs") === true) throw untranslatable("`logprobs`", "logprobs");
  if (own(request, "audio") != null) throw untranslatable("Spoken answers (`audio`)", "audio");
}

function isInstruction(message: JsonObject): boolean {
  const role = own(message, "role");
  return role === "system" || role === "developer";
}

function systemBlocks(message: JsonObject, at: string): JsonObject[] {
  return [...contentBlocks(own(message, "content"), at), ...cachePoints(message)];
}

/** Turns alternate there: what one side says in several messages becomes one. */
function turnsOf(messages: readonly JsonObject[]): Turn[] {
  const turns: Turn[] = [];
  for (const [index, message] of messages.entries()) {
    if (isInstruction(message)) continue;
    const role = own(message, "role") === "assistant" ? "assistant" : "user";
    const content = blocksOf(message, `messages.${index}`);
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...content);
    else if (content.length > 0) turns.push({ role, content });
  }
  return turns;
}

function blocksOf(message: JsonObject, at: string): JsonObject[] {
  if (own(message, "role") === "tool") return [toolResult(message, at), ...cachePoints(message)];
  return [...contentBlocks(own(message, "content"), at), ...toolUses(message, at), ...cachePoints(message)];
}

function stopSequences(stop: unknown): unknown {
  return typeof stop === "string" ? [stop] : stop;
}

function toolConfig(request: JsonObject, turns: readonly Turn[]): JsonObject | null {
  const choice = own(request, "tool_choice");
  const used = usedTools(turns);
  if (choice === "none" && used.length > 0)
    throw untranslatable("`tool_choice: none` after tools have been called", "tool_choice");
  const given = choice === "none" ? [] : ownArray(request, "tools").flatMap(toolSpec);
  // A conversation in which tools were called has to declare them, also where this request offers none.
  const tools = given.length > 0 ? given : used.map((name) => spec({ name, parameters: { type: "object" } }));
  if (tools.length === 0) return null;
  return { tools, ...present("toolChoice", given.length > 0 ? toolChoice(choice) : {}) };
}

function usedTools(turns: readonly Turn[]): string[] {
  const names = turns.flatMap(({ content }) =>
    content.flatMap((block) => ownString(ownObject(block, "toolUse") ?? {}, "name") ?? []),
  );
  return [...new Set(names)];
}

function toolSpec(tool: unknown, index: number): JsonObject[] {
  const called = isObject(tool) && own(tool, "type") === "function" ? ownObject(tool, "function") : null;
  if (called === null) throw untranslatable(`Tool ${index}, which is no function,`, `tools.${index}`);
  return [spec(called), ...cachePoints(tool)];
}

function spec(called: JsonObject): JsonObject {
  const description = ownString(called, "description");
  return {
    toolSpec: {
      name: own(called, "name"),
      ...(description === null ? {} : { description }),
      inputSchema: { json: ownObject(called, "parameters") ?? { type: "object", properties: {} } },
      ...(own(called, "strict") === true ? { strict: true } : {}),
    },
  };
}

function toolChoice(choice: unknown): JsonObject {
  if (choice === "required") return { any: {} };
  const name = isObject(choice) ? ownString(ownObject(choice, "function") ?? {}, "name") : null;
  if (name !== null) return { tool: { name } };
  return choice === "auto" ? { auto: {} } : {};
}

function outputConfig(request: JsonObject): JsonObject {
  const format = ownObject(request, "response_format") ?? {};
  const type = own(format, "type") ?? "text";
  if (type === "text") return {};
  const schema = ownObject(format, "json_schema");
  const inner = schema === null ? null : ownObject(schema, "schema");
  if (type !== "json_schema" || schema === null || inner === null)
    throw untranslatable("JSON without a schema (`response_format`)", "response_format");
  const jsonSchema = { name: ownString(schema, "name") ?? "answer", schema: JSON.stringify(inner) };
  return { outputConfig: { textFormat: { type: "json_schema", structure: { jsonSchema } } } };
}

/** The member, if anything in it is known. */
function present(name: string, values: JsonObject): JsonObject {
  const known = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  return known.length === 0 ? {} : { [name]: Object.fromEntries(known) };
}
