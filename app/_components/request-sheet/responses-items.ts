/** Items of the Responses format in the shape that chat messages have, so that both are read alike. */
export function itemMessages(items: readonly unknown[]): unknown[] {
  return items.flatMap(itemMessage);
}

type Json = Readonly<Record<string, unknown>>;

function itemMessage(value: unknown): unknown[] {
  if (!isRecord(value)) return [value];
  switch (value.type) {
    case undefined:
    case "message":
      return [value];
    case "reasoning": {
      const thoughts = textsOf(value.summary) || textsOf(value.content);
      return thoughts === "" ? [] : [{ role: "assistant", reasoning_content: thoughts }];
    }
    case "function_call":
      return [calling(value, value.arguments)];
    case "custom_tool_call":
      return [calling(value, value.input)];
    case "function_call_output":
    case "custom_tool_call_output":
      return [{ role: "tool", tool_call_id: value.call_id, content: value.output }];
    default:
      // What a built-in tool did, and whatever the format learns: shown as it is.
      return [{ role: value.type, content: [value] }];
  }
}

function calling({ call_id: id, name }: Json, args: unknown): unknown {
  return { role: "assistant", tool_calls: [{ id, function: { name, arguments: args } }] };
}

function textsOf(parts: unknown): string {
  if (!Array.isArray(parts)) return "";
  return parts
    .map((part: unknown) => (isRecord(part) && typeof part.text === "string" ? part.text : ""))
    .join("\n\n")
    .trim();
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
