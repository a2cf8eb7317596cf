import { Ajv, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { RE2JS } from "re2js";
import type { AnswerFormat } from "../recorded-exchange";
import { type Check, type Finding, PASSED } from "./check-types";

const SCHEMA_LENGTH_MAX = 64 * 1024;
const ANSWER_LENGTH_MAX = 256 * 1024;

export const checkFormat: Check = {
  name: "format",
  version: 1,
  run({ answer, hasToolCalls, refusal, format, isRedacted }) {
    if (format.kind === "text" || refusal !== null || answer.length > ANSWER_LENGTH_MAX) return null;
    if (answer.trim() === "" && hasToolCalls) return null;
    let value: unknown;
    try {
      value = JSON.parse(answer);
    } catch {
      return { score: 0, note: "JSON was asked for, and the answer is none." };
    }
    const found = againstSchema(format, value);
    // A placeholder stands where the real value may have been as the schema wants it.
    return found?.score === 0 && isRedacted ? null : found;
  },
};

function againstSchema(format: AnswerFormat, value: unknown): Finding | null {
  if (format.kind !== "schema") return PASSED;
  const validate = validatorOf(format.schema);
  if (validate === null) return null;
  try {
    if (validate(value)) return PASSED;
  } catch {
    // Nested deeper than the stack, or a pattern that cannot be run safely: nothing is known.
    return null;
  }
  const [error] = validate.errors ?? [];
  return {
    score: 0,
    note: `Not as the schema says: ${error?.keyword ?? "it"} at ${placeOf(error?.instancePath)}.`,
  };
}

/** Names of members are the schema's own; positions in lists say nothing. */
function placeOf(path: string | undefined): string {
  return path === undefined || path === "" ? "the top" : path.slice(0, 120);
}

/**
 * Schemas come from customers: none may run long or reach outside. Patterns run on an engine without backtracking, and
 * nothing is fetched.
 */
const OPTIONS = {
  strict: false,
  validateFormats: false,
  logger: false,
  validateSchema: false,
  addUsedSchema: false,
  code: { regExp: Object.assign((pattern: string) => linearPattern(pattern), { code: "linearPattern" }) },
} as const;

function linearPattern(pattern: string) {
  const compiled = RE2JS.compile(pattern);
  // Patterns are told apart by their text.
  return { test: (text: string) => compiled.matcher(text).find(), toString: () => pattern };
}

function validatorOf(schema: Readonly<Record<string, unknown>>): ValidateFunction | null {
  if (JSON.stringify(schema).length > SCHEMA_LENGTH_MAX) return null;
  const draft = String(schema.$schema ?? "");
  const { $id: _id, $schema: _schema, ...rest } = schema;
  try {
    // A fresh one each time: it keeps every schema that it has seen.
    const ajv = draft.includes("2019") || draft.includes("2020") ? new Ajv2020(OPTIONS) : new Ajv(OPTIONS);
    return ajv.compile(rest);
  } catch {
    return null;
  }
}
