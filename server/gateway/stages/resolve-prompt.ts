import { renderPrompt } from "@/server/contracts/prompt-template";
import { AppError, notFound } from "@/server/core/errors";
import type { GatewayConfig, PromptConfig } from "@/server/modules/gateway-config";
import { withMembers } from "../body/with-members";
import { isObject, type JsonObject, own, ownString } from "../json-value";
import type { HeaderMap } from "../types";
import type { Caller } from "./authenticate";
import type { ModelEndpoint } from "./read-body";
import type { Scope } from "./resolve-scope";

/** The model of a request that leaves the choice to its prompt; clients insist on some model. */
const PROMPTS_OWN = "prompt";
const REFERENCE = /^[A-Za-z0-9_-]{1,64}$/;

export interface PromptCall {
  caller: Caller;
  scope: Scope;
  endpoint: ModelEndpoint;
  headers: HeaderMap;
}

/** The stored prompt that the headers name; null where they name none. */
export async function resolvePrompt(
  config: GatewayConfig,
  { caller, scope, endpoint, headers }: PromptCall,
): Promise<PromptConfig | null> {
  const prompt = headers["floopy-prompt-id"] ?? "";
  const version = headers["floopy-prompt-version"] ?? "";
  if (prompt === "") return null;
  if (endpoint === "embeddings") {
    throw new AppError("invalid_request", "A stored prompt cannot be embedded.", {
      param: "floopy-prompt-id",
    });
  }
  if (!REFERENCE.test(prompt) || (version !== "" && !REFERENCE.test(version))) throw notFound("prompt");
  const named = { orgId: caller.org.orgId, projectId: scope.project.id, prompt };
  const found = await config.prompt(version === "" ? named : { ...named, version });
  if (found === null) throw notFound("prompt");
  return found;
}

/**
 * The body with the prompt's messages before its own and its variables filled from `inputs`, which no provider gets to
 * see. What the request sets itself goes before the prompt's settings.
 */
export function fillPrompt(
  prompt: PromptConfig,
  endpoint: ModelEndpoint,
  { json, bytes }: { json: JsonObject; bytes: Buffer },
): Buffer {
  const inputs = own(json, "inputs") ?? {};
  if (!isObject(inputs)) throw invalid("`inputs` must be an object.", "inputs");
  const rendered = renderPrompt(prompt, inputs);
  if ("problem" in rendered) throw invalid(rendered.problem.message, rendered.problem.param);
  const system = rendered.messages.filter(({ role }) => role === "system" || role === "developer");
  const turns = rendered.messages.filter((message) => !system.includes(message));
  const said = system.map(({ content }) => content).join("\n\n");
  const { temperature, top_p } = prompt.settings;
  return withMembers(bytes, {
    inputs: undefined,
    ...unlessSet(json, { temperature, top_p }),
    ...modelOf(prompt, json),
    ...outputLimit(prompt, endpoint, json),
    ...(endpoint === "chat" ? listOf(json, "messages", rendered.messages) : {}),
    ...(endpoint === "messages" ? { ...systemOf(json, said), ...listOf(json, "messages", turns) } : {}),
    ...(endpoint === "responses" ? { ...instructionsOf(json, said), ...inputOf(json, turns) } : {}),
  });
}

function modelOf({ settings }: PromptConfig, json: JsonObject): JsonObject {
  const asked = own(json, "model") ?? PROMPTS_OWN;
  if (asked !== PROMPTS_OWN) return {};
  if (settings.model !== undefined) return { model: settings.model };
  throw invalid("This version of the prompt names no model. Send one.", "model");
}

const OUTPUT_LIMITS = {
  chat: ["max_tokens", "max_completion_tokens"],
  messages: ["max_tokens"],
  responses: ["max_output_tokens"],
  embeddings: [],
} as const satisfies Record<ModelEndpoint, readonly string[]>;

function outputLimit({ settings }: PromptConfig, endpoint: ModelEndpoint, json: JsonObject): JsonObject {
  const names: readonly string[] = OUTPUT_LIMITS[endpoint];
  const [name] = names;
  if (name === undefined || names.some((limit) => own(json, limit) != null)) return {};
  return unlessSet(json, { [name]: settings.max_tokens });
}

function unlessSet(json: JsonObject, defaults: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(defaults).filter(([name, value]) => value !== undefined && own(json, name) == null),
  );
}

/** What is no list is left to whoever checks the body. */
function listOf(json: JsonObject, name: string, before: readonly unknown[]): JsonObject {
  const after = own(json, name) ?? [];
  return Array.isArray(after) ? { [name]: [...before, ...after] } : {};
}

function systemOf(json: JsonObject, said: string): JsonObject {
  const asked = own(json, "system") ?? "";
  if (said === "") return {};
  if (Array.isArray(asked)) return { system: [{ type: "text", text: said }, ...asked] };
  return typeof asked === "string" ? { system: joined(said, asked) } : {};
}

function instructionsOf(json: JsonObject, said: string): JsonObject {
  return said === "" ? {} : { instructions: joined(said, ownString(json, "instructions") ?? "") };
}

function inputOf(json: JsonObject, turns: readonly unknown[]): JsonObject {
  const asked = own(json, "input") ?? [];
  if (typeof asked === "string") return { input: [...turns, { role: "user", content: asked }] };
  if (!Array.isArray(asked)) return {};
  return turns.length + asked.length === 0 ? {} : { input: [...turns, ...asked] };
}

const joined = (first: string, second: string): string => (second === "" ? first : `${first}\n\n${second}`);

function invalid(userMessage: string, param: string): AppError {
  return new AppError("invalid_request", "the prompt cannot be filled", { userMessage, param });
}
