import {
  FIREWALL_FINDINGS_MAX,
  type FirewallFinding,
  type FirewallMode,
  type OutputCategory,
} from "@/server/contracts/firewall";
import {
  answerPath,
  hitSteps,
  isActive,
  isRead,
  type OutputHit,
  pathOf,
  replaceSteps,
  SIGNED_NAME,
  StreamRestorer,
  stringsAndPauses,
} from "@/server/firewall";
import { inTurns, type Steps } from "@/server/text/in-turns";
import { type Edit, editSteps } from "../body/upstream-body";
import { isObject } from "../json-value";
import { givingWay } from "./give-way";
import type { OutputScreening } from "./output-screening";

export interface ScreenedAnswer {
  body: Buffer;
  findings: FirewallFinding[];
  isRedacted: boolean;
  /** What the answer must not be given for. */
  stoppedBy: OutputCategory | null;
}

/** Looks through every text of a whole answer; only what is replaced changes in its bytes. */
export function* answerSteps({ policy, placeholders }: OutputScreening, body: Buffer): Steps<ScreenedAnswer> {
  const findings: FirewallFinding[] = [];
  const edits: { start: number; end: number; text: string }[] = [];
  let stoppedBy: OutputCategory | null = null;
  for (const string of stringsAndPauses(body)) {
    if (string === undefined) yield;
    if (string === undefined || !isRead(string)) continue;
    const hits = yield* hitSteps(string.text, policy, (mode) => mode !== "off");
    yield;
    if (hits.length === 0) continue;
    const path = answerPath(pathOf(string));
    const isSigned = string.name === SIGNED_NAME;
    const modeOf = ({ category }: OutputHit): FirewallMode =>
      isSigned ? fixed(policy.modes[category]) : policy.modes[category];
    const told = yield* toldSteps(hits);
    for (const hit of told) findings.push(findingOf(hit, path, modeOf(hit)));
    stoppedBy ??= told.find(({ category }) => policy.modes[category] === "block")?.category ?? null;
    if (isSigned || !told.some(({ category }) => policy.modes[category] === "redact")) continue;
    const find = (text: string): Steps<OutputHit[]> => hitSteps(text, policy, (mode) => mode === "redact");
    const text = JSON.stringify(yield* replaceSteps(string.text, find, placeholders));
    edits.push({ start: string.start, end: string.end, text });
  }
  const isRedacted = edits.length > 0 && stoppedBy === null;
  const changed = isRedacted ? yield* editSteps(body, edits) : body;
  return { body: changed, findings, isRedacted, stoppedBy };
}

/** So many hits make a step. */
const STEP_HITS = 20_000;

/** Of each kind as many as a record keeps; a hostile answer has hundreds of thousands. */
function* toldSteps(hits: readonly OutputHit[]): Steps<OutputHit[]> {
  const counts = new Map<OutputCategory, number>();
  const told: OutputHit[] = [];
  for (const [index, hit] of hits.entries()) {
    const count = (counts.get(hit.category) ?? 0) + 1;
    counts.set(hit.category, count);
    if (count <= FIREWALL_FINDINGS_MAX) told.push(hit);
    if (index % STEP_HITS === STEP_HITS - 1) yield;
  }
  return told;
}

const fixed = (mode: FirewallMode): FirewallMode => (mode === "redact" ? "observe" : mode);

export function findingOf(
  { category, detector, start, end }: OutputHit,
  path: string,
  mode: FirewallMode,
): FirewallFinding {
  const action = mode === "block" ? "blocked" : mode === "redact" ? "redacted" : "observed";
  return { category, detector, score: 1, path, start, end, action };
}

/** The texts of a streamed answer, for its record: what is only watched, and all that was acted on replaced. */
export function* transcriptSteps(
  screening: OutputScreening,
  answer: unknown,
): Steps<{ answer: unknown; findings: FirewallFinding[] }> {
  const findings: FirewallFinding[] = [];
  return { answer: yield* walkSteps(answer, [], { ...screening, findings }), findings };
}

type Transcript = Pick<OutputScreening, "policy" | "placeholders"> & { findings: FirewallFinding[] };

function* walkSteps(value: unknown, path: readonly string[], transcript: Transcript): Steps<unknown> {
  if (typeof value === "string") return yield* transcriptText(value, path, transcript);
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const [index, item] of value.entries())
      items.push(yield* walkSteps(item, [...path, String(index)], transcript));
    return items;
  }
  if (!isObject(value)) return value;
  const members: [string, unknown][] = [];
  for (const [key, inner] of Object.entries(value))
    members.push([key, yield* walkSteps(inner, [...path, key], transcript)]);
  return Object.fromEntries(members);
}

function* transcriptText(
  text: string,
  path: readonly string[],
  { policy, placeholders, findings }: Transcript,
): Steps<string> {
  if (!isRead({ name: path.at(-1) ?? "", isName: false, text })) return text;
  for (const hit of yield* hitSteps(text, policy, (mode) => mode === "observe"))
    findings.push(findingOf(hit, answerPath(path), "observe"));
  yield;
  return yield* replaceSteps(text, (value) => hitSteps(value, policy, isActive), placeholders);
}

/** The bytes of an answer with what was replaced in the request put back. */
export const restoreAnswer = (body: Buffer, restore: (text: string) => string): Promise<Buffer> =>
  inTurns(restoreSteps(body, restore), givingWay());

export function* restoreSteps(body: Buffer, restore: (text: string) => string): Steps<Buffer> {
  const edits: Edit[] = [];
  for (const string of stringsAndPauses(body)) {
    if (string === undefined) yield;
    if (string === undefined || string.isName || !string.text.includes("[")) continue;
    const { text, start, end } = string;
    // Arguments of a tool are JSON within a string.
    const putBack = isJsonText(text) ? (part: string): string => restoreJson(part, restore) : restore;
    const restored = yield* restoredText(text, putBack);
    if (restored !== null) edits.push({ start, end, text: restored });
  }
  return edits.length === 0 ? body : yield* editSteps(body, edits);
}

const isJsonText = (text: string): boolean => /^\s*\{/.test(text);

/** Units of a text that are restored at once. */
const STEP_LENGTH = 65_536;

/** As a JSON string; null where nothing is to be put back. */
function* restoredText(text: string, putBack: (text: string) => string): Steps<string | null> {
  if (text.length <= STEP_LENGTH) {
    const restored = putBack(text);
    return restored === text ? null : JSON.stringify(restored);
  }
  const restorer = new StreamRestorer(putBack);
  const parts: string[] = [];
  for (let at = 0; at < text.length; ) {
    const end = wholeBefore(text, at + STEP_LENGTH);
    parts.push(JSON.stringify(restorer.push(text.slice(at, end))).slice(1, -1));
    at = end;
    yield;
  }
  parts.push(JSON.stringify(restorer.end()).slice(1, -1));
  return `"${parts.join("")}"`;
}

/** Never between the halves of one character, which JSON would write apart. */
const wholeBefore = (text: string, at: number): number =>
  at < text.length && /[\ud800-\udbff]/.test(text.charAt(at - 1)) ? at - 1 : Math.min(at, text.length);

/** In JSON that is written in a text, a value is written as a JSON string has it. */
export function restoreJson(text: string, restore: (text: string) => string): string {
  return text.replace(/\[[A-Z_]{2,20}_\d{1,7}\]/g, (found) => {
    const value = restore(found);
    return value === found ? found : JSON.stringify(value).slice(1, -1);
  });
}
