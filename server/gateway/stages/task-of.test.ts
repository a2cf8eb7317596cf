import { describe, expect, it } from "vitest";
import type { ModelBody, ModelEndpoint } from "./read-body";
import { taskOf } from "./task-of";
import { testProject } from "./test-caller";

function task(json: object, more: { property?: string; project?: string; endpoint?: ModelEndpoint } = {}) {
  const bytes = Buffer.from(JSON.stringify(json));
  const body: ModelBody = {
    bytes,
    json: { ...json },
    model: "auto",
    modelRange: { start: 0, end: 0 },
    isStream: false,
    wantsUsage: false,
  };
  const project = testProject({ taskCategory: more.project ?? null });
  const properties: Record<string, string> = more.property === undefined ? {} : { task: more.property };
  const scope = { project, endUserId: null, properties, storageMode: "none", userAgent: null } as const;
  return taskOf(more.endpoint ?? "chat", body, scope);
}

const user = (content: unknown) => ({ role: "user", content });
const ask = (...messages: object[]) => ({ messages });

describe("taskOf", () => {
  it("believes the request, then its project, then what it reads; an unknown name says nothing", () => {
    const code = ask(user("Fix this Python function"));
    expect(task(code, { property: "translate", project: "write" })).toBe("translate");
    expect(task(code, { property: "our-own-word", project: "write" })).toBe("write");
    expect(task(code)).toBe("code");
  });

  it("reads the last turn of a user on every wire, and earlier ones where it says little", () => {
    const parts = [{ type: "text", text: "Translate this into French: good night" }];
    expect(task(ask(user(parts)), { endpoint: "messages" })).toBe("translate");
    expect(task({ input: "Solve for x: 2x = 8" }, { endpoint: "responses" })).toBe("math");
    const items = [user([{ type: "input_text", text: "Implement quicksort in Rust" }]), user("ok, go on")];
    expect(task({ input: items }, { endpoint: "responses" })).toBe("code");
    const toolTurn = user([{ type: "tool_result", content: "42" }]);
    expect(task(ask(user("Draft a letter to my landlord"), toolTurn))).toBe("write");
  });

  it("sees pictures, tools and schemas, and calls an embedding no task", () => {
    const picture = [{ type: "image_url", image_url: { url: "data:," } }];
    expect(task(ask(user(picture)))).toBe("vision");
    expect(task({ ...ask(user("is it raining?")), tools: [{}] })).toBe("tool_use");
    const format = { type: "json_schema", json_schema: {} };
    expect(task({ ...ask(user("Ada, 36, London")), response_format: format })).toBe("extract");
    expect(task({ input: "x" }, { endpoint: "embeddings" })).toBeNull();
  });

  it("takes anything for content", () => {
    for (const content of [null, 5, [], [null], {}, [{ type: "text" }]])
      expect(task(ask(user(content)))).toBe("general");
    expect(task({ messages: [null, 3, "x"] })).toBe("general");
  });
});
