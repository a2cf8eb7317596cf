import { atOnce, type Steps } from "@/server/text/in-turns";
import { findPrivate } from "./find-private";
import type { Finding } from "./finding";
import { mergeFindings } from "./merge-findings";
import { piecesOf } from "./scan/pieces";

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
export const redactText = (text: string): RedactedText => atOnce(textSteps(text));

function* textSteps(text: string): Steps<RedactedText> {
  if (text.length < FINDING_LENGTH_MIN) return { text, findings: [] };
  const findings = yield* findingSteps(text);
  let redacted = text;
  let next = findings;
  for (let round = 0; next.length > 0 && round < ROUNDS_MAX; round++) {
    redacted = replace(redacted, next);
    next = yield* findingSteps(redacted);
  }
  return { text: redacted, findings };
}

/** Long texts in pieces that overlap by more than any key or number is long. */
const PIECE = { length: 32_768, overlap: 8_192 };

function* findingSteps(text: string): Steps<Finding[]> {
  if (text.length <= PIECE.length) return findPrivate(text);
  const found: Finding[] = [];
  for (const { text: piece, offset } of piecesOf(text, PIECE)) {
    for (const { kind, start, end } of findPrivate(piece))
      found.push({ kind, start: start + offset, end: end + offset });
    yield;
  }
  return mergeFindings(found);
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
export const redactJson = (value: unknown, clean: ReadonlySet<string> = NONE): RedactedJson =>
  atOnce(redactionSteps(value, clean));

/** The same in steps. */
export function* redactionSteps(value: unknown, clean: ReadonlySet<string>): Steps<RedactedJson> {
  const counts: Record<string, number> = {};
  const count = (kind: string): void => {
    counts[kind] = (counts[kind] ?? 0) + 1;
  };
  const redacted = yield* walkSteps(value, "", { count, clean });
  return { value: redacted, counts };
}

interface Walk {
  count(kind: string): void;
  clean: ReadonlySet<string>;
}

/** What needs no change is the same value again. */
function* walkSteps(node: unknown, name: string, walk: Walk): Steps<unknown> {
  if (typeof node === "string") return yield* stringSteps(node, name, walk);
  if (Array.isArray(node)) {
    const changed: unknown[] = [];
    for (const item of node) changed.push(yield* walkSteps(item, name, walk));
    return changed.some((item, index) => item !== node[index]) ? changed : node;
  }
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node);
  const changed: [string, unknown][] = [];
  for (const [key, inner] of entries) changed.push([key, yield* walkSteps(inner, key, walk)]);
  return changed.some(([, inner], index) => inner !== entries[index]?.[1])
    ? Object.fromEntries(changed)
    : node;
}

function* stringSteps(text: string, name: string, { count, clean }: Walk): Steps<string> {
  if (isSecretName(name) && text.length > 0 && !/^\[[A-Z_]+\]$/.test(text)) {
    count("SECRET");
    return "[SECRET]";
  }
  if (clean.has(text)) return text;
  const redacted = yield* textSteps(text);
  for (const { kind } of redacted.findings) count(kind);
  yield;
  return redacted.text;
}
