import { TASK_CATEGORIES, type TaskCategory } from "@/server/contracts/task-categories";
import { classifyTask } from "@/server/routing/tasks/classify-task";
import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../json-value";
import type { ModelBody, ModelEndpoint } from "./read-body";
import type { Scope } from "./resolve-scope";

const DECLARED: ReadonlyMap<string, TaskCategory> = new Map(TASK_CATEGORIES.map((name) => [name, name]));

/**
 * What kind of task a request is: as it says itself (`floopy-property-task`), as its project says, else by rules on what
 * the user said last; where that says little, on what was said before. Null where there is nothing to say.
 */
export function taskOf(endpoint: ModelEndpoint, body: ModelBody, scope: Scope): TaskCategory | null {
  if (endpoint === "embeddings") return null;
  const declared =
    DECLARED.get(scope.properties.task ?? "") ?? DECLARED.get(scope.project.taskCategory ?? "");
  if (declared !== undefined) return declared;
  const { json, bytes } = body;
  const turns = userTurns(json);
  const [last] = turns;
  return classifyTask({
    text: last?.text ?? "",
    earlier: turns.slice(1).map(({ text }) => text),
    hasTools: ownArray(json, "tools").length > 0,
    hasImages: last?.hasImages ?? false,
    hasSchema: asksForSchema(json),
    promptChars: bytes.length,
  });
}

interface Turn {
  text: string;
  hasImages: boolean;
}

const TURNS_MAX = 7;
/** Enough for every rule; a turn may be megabytes of pasted text. */
const TEXT_MAX = 8_192;

/** The user's turns, the latest first. */
function userTurns(json: JsonObject): Turn[] {
  const input = own(json, "input");
  if (typeof input === "string") return [{ text: ends(input), hasImages: false }];
  const items = Array.isArray(input) ? input : ownArray(json, "messages");
  const turns: Turn[] = [];
  for (let index = items.length - 1; index >= 0 && turns.length < TURNS_MAX; index--) {
    const item: unknown = items[index];
    if (!isObject(item) || own(item, "role") !== "user") continue;
    const turn = turnOf(own(item, "content"));
    // What a tool has found stands in a user's turn of its own on some wires.
    if (turn.text !== "" || turn.hasImages) turns.push(turn);
  }
  return turns;
}

function turnOf(content: unknown): Turn {
  if (typeof content === "string") return { text: ends(content), hasImages: false };
  const parts: readonly unknown[] = Array.isArray(content) ? content : [];
  let text = "";
  let hasImages = false;
  for (const part of parts) {
    if (!isObject(part)) continue;
    const kind = own(part, "type");
    if (kind === "text" || kind === "input_text")
      text += `${text === "" ? "" : "\n"}${ownString(part, "text") ?? ""}`;
    hasImages ||= kind === "image_url" || kind === "image" || kind === "input_image";
  }
  return { text: ends(text), hasImages };
}

function ends(text: string): string {
  return text.length <= TEXT_MAX ? text : `${text.slice(0, TEXT_MAX / 2)}${text.slice(-TEXT_MAX / 2)}`;
}

function asksForSchema(json: JsonObject): boolean {
  const format = ownObject(json, "response_format") ?? ownObject(ownObject(json, "text") ?? {}, "format");
  return format !== null && own(format, "type") === "json_schema";
}
