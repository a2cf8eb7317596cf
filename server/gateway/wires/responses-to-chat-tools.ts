import { isObject, type JsonObject, own, ownArray, ownObject, ownString, withoutNulls } from "../json-value";
import { untranslatable } from "./untranslatable";

/** Tools and how they may be chosen. Only functions can be put into chat: what else there is runs at its provider. */
export function toolMembers(request: JsonObject): JsonObject {
  const tools = ownArray(request, "tools").map(chatTool);
  if (tools.length === 0) return {};
  const choice = own(request, "tool_choice");
  const allowed = isObject(choice) && own(choice, "type") === "allowed_tools" ? choice : null;
  return {
    tools: allowed === null ? tools : tools.filter((tool) => namesOf(allowed).has(nameOf(tool))),
    tool_choice: toolChoice(choice),
    parallel_tool_calls: own(request, "parallel_tool_calls") === false ? false : null,
  };
}

function chatTool(tool: unknown, index: number): JsonObject {
  if (!isObject(tool) || own(tool, "type") !== "function") {
    const type = isObject(tool) ? ownString(tool, "type") : null;
    throw untranslatable(
      `A tool of type “${(type ?? "unknown").slice(0, 60)}” was sent`,
      `tools.${index}`,
      "Responses",
    );
  }
  return {
    type: "function",
    function: withoutNulls({
      name: own(tool, "name"),
      description: own(tool, "description"),
      parameters: own(tool, "parameters"),
      strict: own(tool, "strict"),
    }),
  };
}

function toolChoice(choice: unknown): unknown {
  if (!isObject(choice)) return choice;
  switch (own(choice, "type")) {
    case "function":
      return { type: "function", function: { name: own(choice, "name") } };
    case "allowed_tools":
      return ownString(choice, "mode") ?? "auto";
    default:
      throw untranslatable("The choice of a tool that is no function was sent", "tool_choice", "Responses");
  }
}

function nameOf(tool: JsonObject): unknown {
  return own(ownObject(tool, "function") ?? {}, "name");
}

function namesOf(choice: JsonObject): ReadonlySet<unknown> {
  return new Set(
    ownArray(choice, "tools")
      .filter(isObject)
      .map((tool) => own(tool, "name")),
  );
}
