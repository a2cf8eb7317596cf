import type { PromptMessage, PromptSettings, PromptVariable, VariableType } from "./prompts";

/** `{{name}}`; with a backslash before it, these are two braces like any other. */
const PLACEHOLDER = /(\\?)\{\{([^{}]*)\}\}/g;
/** A short prompt may name a long value many times. */
const RENDERED_CHARS_MAX = 2_000_000;
const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** The variables of the messages in the order in which they come; those that are no names, too. */
export function variablesIn(messages: readonly Pick<PromptMessage, "content">[]): string[] {
  const found = new Set<string>();
  for (const { content } of messages) {
    for (const [, slash, name = ""] of content.matchAll(PLACEHOLDER))
      if (slash === "") found.add(name.trim());
  }
  return [...found];
}

export function isVariableName(name: string): boolean {
  return NAME.test(name);
}

export interface StoredPrompt {
  messages: readonly PromptMessage[];
  variables: readonly PromptVariable[];
  settings: PromptSettings;
}

export type Rendered = { messages: PromptMessage[] } | { problem: { param: string; message: string } };

/**
 * The messages with every variable filled in. A value that is missing, of another type or for no variable is a problem
 * and names it; what a value says is never looked through for variables again.
 */
export function renderPrompt(
  { messages, variables }: Pick<StoredPrompt, "messages" | "variables">,
  inputs: Readonly<Record<string, unknown>>,
): Rendered {
  const texts = new Map<string, string>();
  for (const variable of variables) {
    const value = Object.hasOwn(inputs, variable.name) ? inputs[variable.name] : variable.default;
    const problem = problemOf(variable, value);
    if (problem !== null) return { problem: { param: `inputs.${variable.name}`, message: problem } };
    texts.set(variable.name, textOf(value));
  }
  const unknown = Object.keys(inputs).find((name) => !texts.has(name));
  if (unknown !== undefined) {
    return { problem: { param: `inputs.${unknown}`, message: `The prompt has no variable “${unknown}”.` } };
  }
  if (renderedChars(messages, texts) > RENDERED_CHARS_MAX) {
    return { problem: { param: "inputs", message: "Filled in, the prompt is too long." } };
  }
  return { messages: messages.map(({ role, content }) => ({ role, content: filled(content, texts) })) };
}

function renderedChars(messages: readonly PromptMessage[], texts: ReadonlyMap<string, string>): number {
  let chars = 0;
  for (const { content } of messages) {
    chars += content.length;
    for (const [, , name = ""] of content.matchAll(PLACEHOLDER)) chars += texts.get(name.trim())?.length ?? 0;
  }
  return chars;
}

function filled(content: string, texts: ReadonlyMap<string, string>): string {
  return content.replace(PLACEHOLDER, (whole: string, slash: string, name: string) =>
    slash === "" ? (texts.get(name.trim()) ?? whole) : whole.slice(1),
  );
}

const TYPE_WORDS = { text: "a text", number: "a number", boolean: "true or false", json: "JSON" } as const;

function problemOf({ name, type }: PromptVariable, value: unknown): string | null {
  if (value === undefined || value === null) return `The prompt needs a value for “${name}”.`;
  return isOfType(type, value) ? null : `“${name}” must be ${TYPE_WORDS[type]}.`;
}

export function isOfType(type: VariableType, value: unknown): boolean {
  switch (type) {
    case "text":
      return typeof value === "string";
    case "number":
      return typeof value === "number" && Number.isFinite(value);
    case "boolean":
      return typeof value === "boolean";
    case "json":
      return value !== undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
