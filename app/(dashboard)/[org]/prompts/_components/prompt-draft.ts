import { isVariableName, variablesIn } from "@/server/contracts/prompt-template";
import type {
  PromptMessage,
  PromptSettings,
  PromptVariable,
  PromptVersionView,
  VariableType,
} from "@/server/contracts/prompts";

export interface DraftMessage extends PromptMessage {
  /** Of the form only. */
  key: number;
}

/** A version as it is being written; numbers and defaults as they are typed. */
export interface PromptDraft {
  messages: readonly DraftMessage[];
  /** By name; those that the messages no longer use are kept in case they come back. */
  variables: Readonly<Record<string, DraftVariable>>;
  settings: Readonly<Record<keyof PromptSettings, string>>;
  note: string;
}

export interface DraftVariable {
  type: VariableType;
  default: string;
}

const NEW_VARIABLE: DraftVariable = { type: "text", default: "" };

export const EMPTY_DRAFT: PromptDraft = {
  messages: [{ key: 0, role: "system", content: "" }],
  variables: {},
  settings: { model: "", temperature: "", top_p: "", max_tokens: "" },
  note: "",
};

export function draftOf({ messages, variables, settings }: PromptVersionView): PromptDraft {
  return {
    messages: messages.map((message, key) => ({ ...message, key })),
    variables: Object.fromEntries(
      variables.map((variable) => [
        variable.name,
        { type: variable.type, default: typedText(variable.default) },
      ]),
    ),
    settings: {
      model: settings.model ?? "",
      temperature: settings.temperature?.toString() ?? "",
      top_p: settings.top_p?.toString() ?? "",
      max_tokens: settings.max_tokens?.toString() ?? "",
    },
    note: "",
  };
}

function typedText(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The variables that the messages use now. */
export function usedVariables({ messages, variables }: PromptDraft): (DraftVariable & { name: string })[] {
  return variablesIn(messages)
    .filter(isVariableName)
    .map((name) => ({ ...(variables[name] ?? NEW_VARIABLE), name }));
}

/** What was typed as a value of the type; undefined for nothing, and the text itself where it is no such value. */
export function typedValue(type: VariableType, typed: string): unknown {
  if (typed === "") return undefined;
  if (type === "text") return typed;
  try {
    return JSON.parse(typed);
  } catch {
    return typed;
  }
}

export interface PromptContent {
  messages: PromptMessage[];
  variables: PromptVariable[];
  settings: PromptSettings;
  note?: string;
}

export function contentOf(draft: PromptDraft): PromptContent {
  const { model, temperature, top_p, max_tokens } = draft.settings;
  return {
    messages: draft.messages.map(({ role, content }) => ({ role, content })),
    variables: usedVariables(draft).map(({ name, type, default: typed }) => {
      const value = typedValue(type, typed);
      return { name, type, ...(value === undefined ? {} : { default: value }) };
    }),
    settings: {
      ...(model.trim() === "" ? {} : { model: model.trim() }),
      ...numberOf("temperature", temperature),
      ...numberOf("top_p", top_p),
      ...numberOf("max_tokens", max_tokens),
    },
    ...(draft.note.trim() === "" ? {} : { note: draft.note.trim() }),
  };
}

/** The values of a trial, by what was typed for each variable. */
export function inputsOf(
  draft: PromptDraft,
  typed: Readonly<Record<string, string>>,
): Record<string, unknown> {
  return Object.fromEntries(
    usedVariables(draft)
      .map(({ name, type }) => [name, typedValue(type, typed[name] ?? "")] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function numberOf(name: string, typed: string): Record<string, number> {
  return typed.trim() === "" ? {} : { [name]: Number(typed) };
}
