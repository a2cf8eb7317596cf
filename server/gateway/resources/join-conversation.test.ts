import { describe, expect, it } from "vitest";
import type { JsonObject } from "../json-value";
import { joinConversation } from "./join-conversation";

const user = (content: unknown): JsonObject => ({ role: "user", content });
const assistant = (content: unknown): JsonObject => ({ role: "assistant", content });
const SYSTEM: JsonObject = { role: "system", content: "Be kind." };

function restore(...turns: [JsonObject[], JsonObject][]): JsonObject[] {
  return turns.reduce<JsonObject[]>(
    (before, [sent, said]) => joinConversation(before, { sent, answer: [said] }),
    [],
  );
}

describe("a conversation from its turns", () => {
  it("says everything once when each call repeats what was said before", () => {
    const whole = [SYSTEM, user("a"), assistant("b"), user("c"), assistant("d")];
    const restored = restore(
      [[SYSTEM, user("a")], assistant("b")],
      [[SYSTEM, user("a"), assistant("b"), user("c")], assistant("d")],
    );
    expect(restored).toEqual(whole);
  });

  it("appends what callers send who send only what is new", () => {
    const restored = restore(
      [[user("a")], assistant("b")],
      [[user("c")], assistant("d")],
      [[user("a")], assistant("e")],
    );
    expect(restored.map(({ content }) => content)).toEqual(["a", "b", "c", "d", "a", "e"]);
  });

  it("finds the place of a window that has lost the beginning", () => {
    const restored = restore(
      [[user("a")], assistant("b")],
      [[user("a"), assistant("b"), user("c")], assistant("d")],
      [[assistant("b"), user("c"), assistant("d"), user("e")], assistant("f")],
    );
    expect(restored.map(({ content }) => content)).toEqual(["a", "b", "c", "d", "e", "f"]);
  });

  it("begins anew where the caller goes back and says something else, or asks once more", () => {
    const edited = restore(
      [[user("a")], assistant("b")],
      [[user("a"), assistant("b"), user("c")], assistant("d")],
      [[user("a"), assistant("b"), user("x")], assistant("y")],
    );
    expect(edited.map(({ content }) => content)).toEqual(["a", "b", "x", "y"]);
    const again = restore([[user("a")], assistant("b")], [[user("a")], assistant("c")]);
    expect(again.map(({ content }) => content)).toEqual(["a", "c"]);
  });

  it("takes the latest instructions and keeps them first", () => {
    const other = { role: "system", content: "Be brief." };
    const restored = restore([[SYSTEM, user("a")], assistant("b")], [[other, user("c")], assistant("d")]);
    expect(restored[0]).toEqual(other);
    expect(restored.filter(({ role }) => role === "system")).toHaveLength(1);
  });

  it("knows a text again that is sent as a part, and results of tools", () => {
    const call = { role: "assistant", content: null, tool_calls: [{ id: "1", function: { name: "f" } }] };
    const result = { role: "tool", tool_call_id: "1", content: "42" };
    const restored = restore(
      [[user("a")], call],
      [[user([{ type: "text", text: "a" }]), call, result], assistant("b")],
    );
    expect(restored.map(({ role }) => role)).toEqual(["user", "assistant", "tool", "assistant"]);
  });
});
