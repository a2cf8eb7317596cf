import { findPrivate } from "./find-private";
import type { Finding } from "./finding";

export interface RedactedText {
  text: string;
  /** Where what was found in the original, in order, without overlaps. */
  findings: Finding[];
}

export interface RedactedJson {
  value: unknown;
  /** How many of each kind were replaced. */
  counts: Record<string, number>;
}

/** A replacement can free its neighbour from what kept it unrecognised; nobody needs more rounds than this. */
const ROUNDS_MAX = 6;

/** The shortest finding is an address such as `a@b.co`. */
const FINDING_LENGTH_MIN = 6;

/** Replaces personal data and secrets by `[EMAIL]`-like placeholders. Redacting twice changes nothing more. */
export function redactText(text: string): RedactedText {
  if (text.length < FINDING_LENGTH_MIN) return { text, findings: [] };
  const findings = findPrivate(text);
  let redacted = text;
  let next = findings;
  for (let round = 0; next.length > 0 && round < ROUNDS_MAX; round++) {
    redacted = replace(redacted, next);
    next = findPrivate(redacted);
  }
  return { text: redacted, findings };
}

function replace(text: string, findings: readonly Finding[]): string {
  let redacted = "";
  let end = 0;
  for (const finding of findings) {
    redacted += `${text.slice(end, finding.start)}[${finding.kind}]`;
    end = finding.end;
  }
  return redacted + text.slice(end);
}

/** In a JSON value the name is what tells that a short password is one. */
const NAMES_MAX = 2_000;
const knownNames = new Map<string, boolean>();
const SECRET_NAME =
  /^(?:.{0,30}[_-])?(?:password|passwd|passphrase|pwd|secret|client[_-]?secret|api[_-]?key|apikey|access[_-]?token|refresh[_-]?token|auth[_-]?token|private[_-]?key|authorization|cookie|senha|contraseña)$/i;

/** The same few names come again and again. */
function isSecretName(name: string): boolean {
  const known = knownNames.get(name);
  if (known !== undefined) return known;
  const isSecret = SECRET_NAME.test(name);
  if (knownNames.size < NAMES_MAX && name.length < 100) knownNames.set(name, isSecret);
  return isSecret;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * A JSON value with every string in it redacted; names, numbers and structure stay. What needs no change is not copied.
 * `clean` are texts in which somebody has found nothing already.
 */
export function redactJson(value: unknown, clean: ReadonlySet<string> = NONE): RedactedJson {
  const counts: Record<string, number> = {};
  const count = (kind: string): void => {
    counts[kind] = (counts[kind] ?? 0) + 1;
  };
  const walk = (node: unknown, name: string): unknown => {
    if (typeof node === "string") return walkText(node, name, count, clean);
    if (Array.isArray(node)) return withChanges(node, (item) => walk(item, name));
    if (typeof node !== "object" || node === null) return node;
    const entries: [string, unknown][] = Object.entries(node);
    const changed = withChanges(entries, (entry): [string, unknown] => {
      const inner = walk(entry[1], entry[0]);
      return inner === entry[1] ? entry : [entry[0], inner];
    });
    return changed === entries ? node : Object.fromEntries(changed);
  };
  return { value: walk(value, ""), counts };
}

/** The same list when nothing in it changed. */
function withChanges<T>(items: T[], change: (item: T) => T): T[] {
  let isChanged = false;
  const changed = items.map((item) => {
    const next = change(item);
    isChanged ||= next !== item;
    return next;
  });
  return isChanged ? changed : items;
}

function walkText(
  text: string,
  name: string,
  count: (kind: string) => void,
  clean: ReadonlySet<string>,
): string {
  if (isSecretName(name) && text.length > 0 && !/^\[[A-Z_]+\]$/.test(text)) {
    count("SECRET");
    return "[SECRET]";
  }
  if (clean.has(text)) return text;
  const redacted = redactText(text);
  for (const { kind } of redacted.findings) count(kind);
  return redacted.text;
}
