import type { SeededRandom } from "@/server/core/seeded-random";

type Schema = Record<string, unknown>;

export interface InstanceHints {
  random: SeededRandom;
  /** What the user said; texts and numbers are taken from it where they fit. */
  text: string;
  /** Names found in the text, for fields such as `city`; the one at `subject` is meant. */
  subjects: readonly string[];
  subject: number;
}

/** Deep enough for real schemas; a recursive one ends in its shortest form. */
const DEPTH_MAX = 8;

/** A value that is valid against a JSON schema of the kinds structured output and tools use. */
export function schemaInstance(schema: unknown, hints: InstanceHints): unknown {
  return build({ node: schema, root: isSchema(schema) ? schema : {}, name: "", depth: 0, hints });
}

interface Place {
  node: unknown;
  root: Schema;
  /** The property's name, which says what would be plausible. */
  name: string;
  depth: number;
  hints: InstanceHints;
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const number = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function build(place: Place): unknown {
  const node = expand(place.node, place.root);
  if (node.const !== undefined) return node.const;
  const members = list(node.enum);
  if (members.length > 0) return pickMember(members, place);
  const branches = [...list(node.anyOf), ...list(node.oneOf)];
  if (branches.length > 0)
    return build({ ...place, node: pickBranch(branches, node, place), depth: place.depth + 1 });
  switch (typeOf(node, place.depth)) {
    case "object":
      return buildObject(node, place);
    case "array":
      return buildArray(node, place);
    case "integer":
      return buildNumber(node, place, true);
    case "number":
      return buildNumber(node, place, false);
    case "boolean":
      return place.hints.random.next() < 0.7;
    case "null":
      return null;
    default:
      return buildString(node, place);
  }
}

/** Follows `$ref` and folds `allOf` into one schema. */
function expand(node: unknown, root: Schema, hops = 0): Schema {
  if (!isSchema(node)) return {};
  let merged: Schema = node;
  if (typeof node.$ref === "string" && hops < 20) {
    const { $ref, ...beside } = node;
    merged = { ...expand(byPointer(String($ref), root), root, hops + 1), ...beside };
  }
  for (const part of list(merged.allOf)) {
    const inner = expand(part, root, hops + 1);
    merged = {
      ...merged,
      ...inner,
      properties: { ...record(merged.properties), ...record(inner.properties) },
      required: [...list(merged.required), ...list(inner.required)],
    };
  }
  return merged;
}

const record = (value: unknown): Schema => (isSchema(value) ? value : {});

function byPointer(ref: string, root: Schema): unknown {
  let node: unknown = root;
  for (const step of ref.replace(/^#\/?/, "").split("/").filter(Boolean)) {
    const key = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    node = isSchema(node) && Object.hasOwn(node, key) ? node[key] : {};
  }
  return node;
}

function typeOf(node: Schema, depth: number): string {
  const types = Array.isArray(node.type) ? node.type.filter((type) => typeof type === "string") : [node.type];
  if (depth >= DEPTH_MAX && types.includes("null")) return "null";
  const first = types.find((type) => type !== "null") ?? types[0];
  if (typeof first === "string") return first;
  if (node.properties) return "object";
  if (node.items || node.prefixItems) return "array";
  return "string";
}

function pickMember(members: readonly unknown[], { hints }: Place): unknown {
  const said = hints.text.toLowerCase();
  const named = members.find((member) => typeof member === "string" && said.includes(member.toLowerCase()));
  return named ?? members[hints.random.integer(0, members.length - 1)];
}

function pickBranch(branches: readonly unknown[], parent: Schema, { root, depth }: Place): Schema {
  const { anyOf, oneOf, ...beside } = parent;
  const options = branches.map((branch) => expand(branch, root));
  const isPlain = (option: Schema): boolean => option.type !== "object" && option.type !== "array";
  const isNull = (option: Schema): boolean => option.type === "null";
  const short = depth >= DEPTH_MAX ? (options.find(isNull) ?? options.find(isPlain)) : undefined;
  return { ...beside, ...(short ?? options.find((option) => !isNull(option)) ?? options[0]) };
}

function buildObject(node: Schema, place: Place): unknown {
  const required = new Set(list(node.required));
  const entries = Object.entries(record(node.properties)).filter(
    ([name]) => required.has(name) || place.depth < DEPTH_MAX / 2,
  );
  for (const name of required) {
    if (typeof name === "string" && !entries.some(([known]) => known === name)) entries.push([name, {}]);
  }
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, build({ ...place, node: inner, name, depth: place.depth + 1 })]),
  );
}

function buildArray(node: Schema, place: Place): unknown {
  const fixed = list(node.prefixItems);
  const min = Math.max(number(node.minItems) ?? 0, fixed.length);
  const wanted = place.depth >= DEPTH_MAX / 2 ? min : Math.max(min, node.items === false ? 0 : 2);
  const length = Math.min(wanted, number(node.maxItems) ?? wanted, 200);
  const items: unknown[] = [];
  const seen = new Set<string>();
  for (let attempt = 0; items.length < length && attempt < length * 8; attempt++) {
    const index = items.length;
    const hints = { ...place.hints, subject: place.hints.subject + index };
    const item = build({ ...place, node: fixed[index] ?? node.items ?? {}, depth: place.depth + 1, hints });
    const key = JSON.stringify(item);
    if (node.uniqueItems === true && seen.has(key)) continue;
    seen.add(key);
    items.push(item);
  }
  return items;
}

function buildNumber(node: Schema, { hints, name }: Place, isInteger: boolean): number {
  const step = number(node.multipleOf) ?? (isInteger ? 1 : 0.01);
  const isShare = !isInteger && /score|confidence|probab|ratio|similarity/i.test(name);
  const low = number(node.minimum) ?? exclusive(node.exclusiveMinimum, step);
  const high = number(node.maximum) ?? exclusive(node.exclusiveMaximum, -step);
  const min = low ?? Math.min(0, high === undefined ? 0 : high - 100 * step);
  const max = high ?? (isShare ? Math.max(1, min) : min + 100);
  const said = (hints.text.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
  const fits = said.find((value) => value >= min && value <= max && isMultiple(value, step));
  if (fits !== undefined && !isShare) return fits;
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  const value = hints.random.integer(first, Math.max(first, last)) * step;
  return isInteger ? Math.round(value) : Number(value.toFixed(10));
}

const exclusive = (value: unknown, offset: number): number | undefined =>
  typeof value === "number" ? value + offset : undefined;

const isMultiple = (value: number, step: number): boolean =>
  Math.abs(value / step - Math.round(value / step)) < 1e-9;

const FORMATS: Readonly<Record<string, string>> = {
  "date-time": "2026-01-15T09:30:00Z",
  date: "2026-01-15",
  time: "09:30:00Z",
  duration: "PT1H",
  email: "alex@example.com",
  hostname: "example.com",
  ipv4: "192.0.2.10",
  ipv6: "2001:db8::10",
  uri: "https://example.com/sandbox",
  url: "https://example.com/sandbox",
  uuid: "7f3a1c52-5b1e-4c8a-9d4f-2b6e8c0a1d3f",
};

function buildString(node: Schema, place: Place): string {
  const known = typeof node.format === "string" ? FORMATS[node.format] : undefined;
  if (known) return known;
  if (typeof node.pattern === "string") return matchPattern(node.pattern, node, place);
  return fitLength(plausible(place), node);
}

function fitLength(text: string, node: Schema): string {
  const min = number(node.minLength) ?? 0;
  const padded = text.length >= min ? text : text.padEnd(Math.min(min, 10_000), ".");
  return padded.slice(0, number(node.maxLength) ?? padded.length);
}

function plausible({ name, hints }: Place): string {
  const subject = hints.subjects[hints.subject % Math.max(1, hints.subjects.length)];
  const said = hints.text.trim().slice(0, 200) || "sandbox";
  if (/city|location|place|country|region|town|address|destination|origin/i.test(name))
    return subject ?? "Lisbon";
  if (/(^|_)(name|title|author|person|customer|product)$/i.test(name)) return subject ?? "Sandbox example";
  if (/query|question|text|message|prompt|input|search|^q$|expression/i.test(name)) return said;
  if (/date|day/i.test(name)) return "2026-01-15";
  if (/email/i.test(name)) return "alex@example.com";
  if (/currency/i.test(name)) return "USD";
  if (/unit/i.test(name)) return "celsius";
  if (/(^|_)id$/i.test(name)) return `sandbox-${hints.random.integer(1_000, 9_999)}`;
  if (/answer|summary|description|reason|explanation|content|comment|step|output|note/i.test(name)) {
    return `Sandbox answer about “${said.slice(0, 80)}”`;
  }
  return hints.random.pick(["alpha", "bravo", "delta", "harbor", "meadow", "signal"]);
}

/** Patterns are met by trying likely texts, since generating from any expression is out of scope for a sandbox. */
function matchPattern(pattern: string, node: Schema, place: Place): string {
  const tries = [plausible(place), ...Object.values(FORMATS), ...COMMON_TEXTS].map((text) =>
    fitLength(text, node),
  );
  try {
    const expression = new RegExp(pattern, "u");
    return tries.find((text) => expression.test(text)) ?? plausible(place);
  } catch {
    // Not a JavaScript expression; the caller's validator cannot be satisfied by guessing.
    return plausible(place);
  }
}

const COMMON_TEXTS = [
  "1",
  "42",
  "123",
  "1234",
  "12345",
  "123456",
  "12345678",
  "1234567890",
  "a",
  "A",
  "AB",
  "ABC",
  "ABCD",
  "abc",
  "abcdef",
  "A1",
  "AB12",
  "AB-12",
  "AB-123",
  "ABC-123",
  "ABC-1234",
  "abc-123",
  "item_1",
  "2026",
  "09:30",
  "2026-01",
  "#336699",
  "336699",
  "1.0.0",
  "v1.0.0",
  "+15555550123",
  "555-0123",
  "12345-6789",
  "$10.00",
  "10.00",
  "en",
  "en-US",
  "US",
  "USD",
];
