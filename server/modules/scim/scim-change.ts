import { z } from "zod";
import { scimInvalid } from "./scim-error";
import { parsePath, type ScimPath } from "./scim-path";

export const PATCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const OPERATIONS_MAX = 1_000;
const TEXT_MAX = 254;

/** One thing that a request wants of a resource. */
export interface ScimChange {
  op: "add" | "replace" | "remove";
  path: ScimPath;
  value: unknown;
}

const Body = z.record(z.string(), z.unknown());
const Operation = z.object({
  op: z
    .string()
    .toLowerCase()
    .pipe(z.enum(["add", "replace", "remove"])),
  path: z.string().nullish(),
  value: z.unknown().optional(),
});

/** A whole resource is one change for each of its attributes. */
export function changesOfResource(body: unknown): ScimChange[] {
  return changesOfObject("replace", parsed(Body, body));
}

/** As Okta writes it (one value with several attributes) and as Entra ID does (one path for each). */
export function changesOfPatch(body: unknown): ScimChange[] {
  const { schemas, operations } = folded(parsed(Body, body));
  if (!Array.isArray(schemas) || !schemas.includes(PATCH_SCHEMA))
    throw scimInvalid("invalidSyntax", `A PATCH needs the schema ${PATCH_SCHEMA}.`);
  const list = parsed(z.array(Body).min(1).max(OPERATIONS_MAX), operations);
  return list.flatMap((operation) => {
    const { op, path, value } = parsed(Operation, folded(operation));
    if (path !== null && path !== undefined && path !== "") return [{ op, path: parsePath(path), value }];
    if (op === "remove") throw scimInvalid("noTarget", "A remove operation needs a path.");
    return changesOfObject(op, parsed(Body, value));
  });
}

function changesOfObject(op: ScimChange["op"], attributes: Record<string, unknown>): ScimChange[] {
  return Object.entries(attributes).map(([name, value]) => ({ op, path: parsePath(name), value }));
}

/** With its names in lower case, as SCIM compares them. */
export function folded(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name.toLowerCase(), value]));
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Null where nothing is set. */
export function textOf(name: string, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== "string") throw scimInvalid("invalidValue", `${name} has to be a string.`);
  const trimmed = value.trim();
  if (trimmed.length > TEXT_MAX)
    throw scimInvalid("invalidValue", `${name} is longer than ${TEXT_MAX} characters.`);
  return trimmed === "" ? null : trimmed;
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = issue?.path.join(".");
  const text = where ? `${where}: ${issue?.message}` : (issue?.message ?? "The body is not a SCIM message.");
  throw scimInvalid("invalidSyntax", text, result.error);
}
