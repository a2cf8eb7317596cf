import { describe, expect, it } from "vitest";
import { AddVersionBody } from "@/server/contracts/prompts";
import { contentOf, draftOf, EMPTY_DRAFT, inputsOf, usedVariables } from "./prompt-draft";

const VERSION = {
  ...{ prompt_id: "prm_1", version: 3, labels: [], note: "Before", created_at: "" },
  messages: [{ role: "user" as const, content: "{{a}} {{n}} {{list}}" }],
  variables: [
    { name: "a", type: "text" as const },
    { name: "n", type: "number" as const, default: 2 },
    { name: "list", type: "json" as const, default: [1, "x"] },
  ],
  settings: { model: "sandbox/quick", temperature: 0.2, max_tokens: 50 },
};

describe("a version as it is being written", () => {
  it("is saved as it was loaded, its note aside", () => {
    const { messages, variables, settings } = VERSION;
    expect(contentOf(draftOf(VERSION))).toEqual({ messages, variables, settings });
    expect(AddVersionBody.safeParse(contentOf(draftOf(VERSION))).success).toBe(true);
  });

  it("lists the variables that its messages use now, and remembers those that come back", () => {
    const draft = draftOf(VERSION);
    const without = { ...draft, messages: [{ key: 0, role: "user" as const, content: "{{n}} {{new}}" }] };
    expect(usedVariables(without)).toEqual([
      { name: "n", type: "number", default: "2" },
      { name: "new", type: "text", default: "" },
    ]);
    expect(contentOf({ ...without, messages: draft.messages }).variables).toEqual(VERSION.variables);
  });

  it("takes what is typed for a variable as a value of its type, and nothing for none", () => {
    expect(inputsOf(draftOf(VERSION), { a: "7", n: "7", list: "{}", other: "x" })).toEqual({
      a: "7",
      n: 7,
      list: {},
    });
    expect(inputsOf(draftOf(VERSION), { n: "seven" })).toEqual({ n: "seven" });
  });

  it("leaves out what is empty", () => {
    expect(contentOf({ ...EMPTY_DRAFT, note: " " })).toEqual({
      messages: [{ role: "system", content: "" }],
      variables: [],
      settings: {},
    });
  });
});
