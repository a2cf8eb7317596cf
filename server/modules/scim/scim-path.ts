import { scimInvalid } from "./scim-error";

/** `emails[type eq "work"].value`. Names are folded to lower case: SCIM compares them so. */
export interface ScimPath {
  /** Of another schema than the core ones with the schema before it, which no attribute of ours is called. */
  attribute: string;
  filter: readonly Condition[] | null;
  sub: string | null;
}

export interface Condition {
  path: ScimPath;
  value: string | number | boolean;
}

const TEXT_MAX = 500;
const CORE = /^urn:ietf:params:scim:schemas:core:2\.0:(user|group):$/;
const PATH = /^((?:urn:[\w.:-]+:)?)([a-z$][\w$-]*)(?:\[([^[\]]+)\])?(?:\.([a-z$][\w$-]*))?$/i;
const TERM = /\s*([^\s"[\]()]+(?:\[[^[\]]+\][^\s"[\]()]*)?)\s+(\w+)\s+("(?:[^"\\]|\\.)*"|[\w.+-]+)\s*/y;
const AND = /and(?=\s)/iy;

/** Of a PATCH operation. */
export function parsePath(text: string): ScimPath {
  const [, schema = "", attribute = "", filter, sub] = PATH.exec(text.slice(0, TEXT_MAX + 1)) ?? [];
  if (attribute === "" || text.length > TEXT_MAX)
    throw scimInvalid("invalidPath", `No such path: ${shown(text)}`);
  const prefix = CORE.test(schema.toLowerCase()) ? "" : schema;
  return {
    attribute: (prefix + attribute).toLowerCase(),
    filter: filter === undefined ? null : parseFilter(filter),
    sub: sub?.toLowerCase() ?? null,
  };
}

/** Comparisons by `eq`, joined by `and`: what directories ask for. Everything else of the grammar is refused. */
export function parseFilter(text: string): Condition[] {
  if (text.length > TEXT_MAX) throw unsupported(text);
  const conditions: Condition[] = [];
  for (let at = 0; ; ) {
    TERM.lastIndex = at;
    const [, path = "", operator = "", value = ""] = TERM.exec(text) ?? [];
    if (operator.toLowerCase() !== "eq") throw unsupported(text);
    at = TERM.lastIndex;
    conditions.push({ path: pathIn(path, text), value: literal(value, text) });
    if (at === text.length) return conditions;
    AND.lastIndex = at;
    if (!AND.test(text)) throw unsupported(text);
    at = AND.lastIndex;
  }
}

function pathIn(path: string, filter: string): ScimPath {
  try {
    return parsePath(path);
  } catch (cause) {
    throw unsupported(filter, cause);
  }
}

function literal(text: string, filter: string): Condition["value"] {
  try {
    const value: unknown = JSON.parse(text.startsWith('"') ? text : text.toLowerCase());
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  } catch (cause) {
    throw unsupported(filter, cause);
  }
  throw unsupported(filter);
}

function unsupported(filter: string, cause?: unknown) {
  const text = `Filters can compare with eq, joined by and, like userName eq "ann@company.com". Not: ${shown(filter)}`;
  return scimInvalid("invalidFilter", text, cause);
}

const shown = (text: string): string => text.slice(0, 100);
