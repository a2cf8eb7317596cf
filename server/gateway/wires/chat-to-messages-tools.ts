import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../json-value";
import { type ClaudeTraits, claudeTraits } from "../providers/claude-traits";
import { strictSchema } from "./strict-schema";
import { untranslatable } from "./untranslatable";

/** How a wish for JSON is put: as a format of its own, as a tool that must be called, or in words. */
export type JsonPlan =
  | { kind: "none" }
  | { kind: "format"; format: JsonObject }
  | { kind: "tool"; tool: JsonObject; name: string }
  | { kind: "words" };

const JSON_TOOL = "json_output";
const ANY_OBJECT: JsonObject = { type: "object", properties: {} };
const NO_TOOLS: ToolMembers = { members: {}, isForced: false };

export interface ToolMembers {
  members: JsonObject;
  /** The model is not free to answer in words. */
  isForced: boolean;
}

export function jsonPlan(chat: JsonObject, traits: ClaudeTraits): JsonPlan {
  const format = ownObject(chat, "response_format");
  const type = format === null ? null : own(format, "type");
  if (format === null || type === "text") return { kind: "none" };
  if (type !== "json_schema" && type !== "json_object")
    throw untranslatable("This `response_format` was sent", "response_format", "chat completions");
  const described = type === "json_schema" ? ownObject(format, "json_schema") : null;
  const schema = described === null ? null : ownObject(described, "schema");
  if (schema !== null && traits.hasStructuredOutput)
    return { kind: "format", format: { type: "json_schema", schema: strictSchema(schema) } };
  if (!traits.takesForcedTool) return { kind: "words" };
  return jsonTool(chat, described ?? {}, schema);
}

function jsonTool(chat: JsonObject, described: JsonObject, schema: JsonObject | null): JsonPlan {
  const taken = new Set(ownArray(chat, "tools").map((tool) => functionName(tool)));
  let name = JSON_TOOL;
  while (taken.has(name)) name += "_";
  const about = [ownString(described, "name"), ownString(described, "description")].filter(
    (one) => one !== null,
  );
  const description = ["Gives the final answer, as JSON.", ...about].join(" ");
  return { kind: "tool", name, tool: { name, description, input_schema: schema ?? ANY_OBJECT } };
}

/** The name of the tool that stands for the answer itself; null where there is none. */
export function jsonToolName(chat: JsonObject, model: string): string | null {
  const plan = jsonPlan(chat, claudeTraits(model));
  return plan.kind === "tool" ? plan.name : null;
}

export function toolMembers(chat: JsonObject, plan: JsonPlan, traits: ClaudeTraits): ToolMembers {
  const { allowed, choice } = readChoice(own(chat, "tool_choice"));
  const tools = ownArray(chat, "tools")
    .map((tool, index) => messagesTool(tool, index, traits))
    .filter((tool) => allowed === null || allowed.has(own(tool, "name")));
  if (plan.kind === "tool") return withJsonTool(tools, plan, choice);
  if (tools.length === 0) return NO_TOOLS;
  const isSingle = own(chat, "parallel_tool_calls") === false && choice?.type !== "none";
  const chosen = isSingle ? { type: "auto", ...choice, disable_parallel_tool_use: true } : choice;
  return {
    members: chosen === null ? { tools } : { tools, tool_choice: chosen },
    isForced: choice?.type === "any" || choice?.type === "tool",
  };
}

/** With tools of the caller's beside it the model has to call one of them or give the answer. */
function withJsonTool(
  tools: readonly JsonObject[],
  { tool, name }: Extract<JsonPlan, { kind: "tool" }>,
  choice: Choice | null,
): ToolMembers {
  const isNamed = choice?.type === "tool";
  const isAlone = tools.length === 0 || choice?.type === "none";
  const forced = isAlone ? { type: "tool", name, disable_parallel_tool_use: true } : { type: "any" };
  return { members: { tools: [...tools, tool], tool_choice: isNamed ? choice : forced }, isForced: true };
}

interface Choice {
  type: string;
  name?: unknown;
}

/** `allowed` where the caller narrows the tools down by name. */
function readChoice(choice: unknown): { allowed: ReadonlySet<unknown> | null; choice: Choice | null } {
  if (choice === undefined || choice === null) return { allowed: null, choice: null };
  if (typeof choice === "string") return { allowed: null, choice: modeOf(choice) };
  const type = isObject(choice) ? own(choice, "type") : null;
  const named = isObject(choice) ? ownObject(choice, "function") : null;
  if (type === "function" && named !== null)
    return { allowed: null, choice: { type: "tool", name: own(named, "name") } };
  const narrowed =
    isObject(choice) && type === "allowed_tools" ? (ownObject(choice, "allowed_tools") ?? choice) : null;
  if (narrowed === null)
    throw untranslatable("This `tool_choice` was sent", "tool_choice", "chat completions");
  const allowed = new Set(ownArray(narrowed, "tools").map(functionName));
  return { allowed, choice: modeOf(own(narrowed, "mode") ?? "auto") };
}

function modeOf(mode: unknown): Choice {
  if (mode === "auto" || mode === "none") return { type: mode };
  if (mode === "required" || mode === "any") return { type: "any" };
  throw untranslatable("This `tool_choice` was sent", "tool_choice", "chat completions");
}

function functionName(tool: unknown): unknown {
  return isObject(tool) ? own(ownObject(tool, "function") ?? tool, "name") : undefined;
}

function messagesTool(tool: unknown, index: number, { hasStructuredOutput }: ClaudeTraits): JsonObject {
  const called = isObject(tool) ? ownObject(tool, "function") : null;
  if (!isObject(tool) || called === null || own(tool, "type") !== "function")
    throw untranslatable(`Tool ${index} is not a function`, `tools.${index}`, "chat completions");
  const isStrict = own(called, "strict") === true && hasStructuredOutput;
  const schema = ownObject(called, "parameters") ?? ANY_OBJECT;
  const members = {
    name: own(called, "name"),
    description: own(called, "description"),
    input_schema: isStrict ? strictSchema(schema) : withType(schema),
    strict: isStrict ? true : undefined,
    cache_control: own(tool, "cache_control") ?? own(called, "cache_control"),
  };
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== null),
  );
}

/** OpenAI takes a schema without a type for an object's. */
function withType(schema: JsonObject): JsonObject {
  return own(schema, "type") === undefined ? { type: "object", ...schema } : schema;
}
