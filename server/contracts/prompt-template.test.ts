import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderPrompt, variablesIn } from "./prompt-template";
import { CreatePromptInput, type PromptVariable } from "./prompts";

const message = (content: string) => ({ role: "user" as const, content });
const render = (content: string, inputs: Record<string, unknown>, variables?: PromptVariable[]) =>
  renderPrompt(
    {
      messages: [message(content)],
      variables:
        variables ?? variablesIn([message(content)]).map((name) => ({ name, type: "text" as const })),
    },
    inputs,
  );
const textOf = (rendered: ReturnType<typeof render>): unknown =>
  "messages" in rendered ? rendered.messages[0]?.content : rendered.problem;

describe("a prompt's template", () => {
  it("fills in every place where a variable stands, and leaves other braces alone", () => {
    expect(textOf(render('{{ a }} and {{a}}, \\{{a}}, {b}, {"c":{}}', { a: "x" }))).toBe(
      'x and x, {{a}}, {b}, {"c":{}}',
    );
  });

  it("never looks for variables in what a value says", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(textOf(render("{{a}}|{{b}}", { a: `{{b}}${a}$&`, b }))).toBe(`{{b}}${a}$&|${b}`);
      }),
    );
  });

  it("names the variable that has no value, one of another type, or no place", () => {
    const typed: PromptVariable[] = [
      { name: "n", type: "number" },
      { name: "list", type: "json", default: [1] },
    ];
    const ask = (inputs: Record<string, unknown>) => textOf(render("{{n}} {{list}}", inputs, typed));
    expect(ask({ n: 2 })).toBe("2 [1]");
    expect(ask({ n: 0, list: { a: null } })).toBe('0 {"a":null}');
    expect(ask({})).toMatchObject({ param: "inputs.n", message: "The prompt needs a value for “n”." });
    expect(ask({ n: null })).toMatchObject({ param: "inputs.n" });
    expect(ask({ n: "2" })).toMatchObject({ param: "inputs.n", message: "“n” must be a number." });
    expect(ask({ n: 1, m: 1 })).toMatchObject({ param: "inputs.m" });
    expect(textOf(render("{{toString}}", {}))).toMatchObject({ param: "inputs.toString" });
  });

  it("refuses to become many times as long as what it was made of", () => {
    expect(textOf(render("{{a}}".repeat(10_000), { a: "x".repeat(1_000) }))).toMatchObject({
      param: "inputs",
    });
  });
});

describe("a version's list of variables", () => {
  const problem = (content: string, variables?: unknown) =>
    CreatePromptInput.safeParse({ name: "P", messages: [message(content)], variables }).error?.issues[0]
      ?.message;

  it("names all that the messages use and nothing else", () => {
    expect(problem("{{a}}")).toBeUndefined();
    expect(problem("{{a}}", [{ name: "a" }])).toBeUndefined();
    expect(problem("{{a}}", [])).toBe("“a” is used and not listed.");
    expect(problem("x", [{ name: "a" }])).toBe("“a” is listed and not used.");
    expect(problem("{{a}}", [{ name: "a" }, { name: "a" }])).toBe("“a” is listed twice.");
    expect(problem("{{a}}", [{ name: "a", type: "number", default: "1" }])).toBe(
      "The default is of another type.",
    );
    expect(problem("{{not a name}}")).toContain("no variable’s name");
    expect(problem("\\{{not a name}}")).toBeUndefined();
    expect(problem("  ")).toBe("A prompt needs some text.");
  });
});
