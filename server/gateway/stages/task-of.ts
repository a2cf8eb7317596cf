import { TASK_CATEGORIES, type TaskCategory } from "@/server/contracts/task-categories";
import { classifyTask } from "@/server/routing/tasks/classify-task";
import { type JsonObject, own, ownArray, ownObject } from "../json-value";
import type { ModelBody, ModelEndpoint } from "./read-body";
import type { Scope } from "./resolve-scope";
import { userTurns } from "./user-turns";

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

function asksForSchema(json: JsonObject): boolean {
  const format = ownObject(json, "response_format") ?? ownObject(ownObject(json, "text") ?? {}, "format");
  return format !== null && own(format, "type") === "json_schema";
}
