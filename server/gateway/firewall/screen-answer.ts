import type { FirewallFinding, FirewallMode, OutputCategory } from "@/server/contracts/firewall";
import {
  answerPath,
  hitSteps,
  isActive,
  isRead,
  type OutputHit,
  pathOf,
  replaceSteps,
  SIGNED_NAME,
  stringsAndPauses,
  stringsOf,
} from "@/server/firewall";
import type { Steps } from "@/server/text/in-turns";
import { applyEdits } from "../body/upstream-body";
import { isObject } from "../json-value";
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
    for (const hit of hits)
      findings.push(
        findingOf(hit, path, isSigned ? fixed(policy.modes[hit.category]) : policy.modes[hit.category]),
      );
    stoppedBy ??= hits.find(({ category }) => policy.modes[category] === "block")?.category ?? null;
    if (isSigned || !hits.some(({ category }) => policy.modes[category] === "redact")) continue;
    const find = (text: string): Steps<OutputHit[]> => hitSteps(text, policy, (mode) => mode === "redact");
    const text = JSON.stringify(yield* replaceSteps(string.text, find, placeholders));
    edits.push({ start: string.start, end: string.end, text });
  }
  const isRedacted = edits.length > 0 && stoppedBy === null;
  return { body: isRedacted ? applyEdits(body, edits) : body, findings, isRedacted, stoppedBy };
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
export function restoreAnswer(body: Buffer, restore: (text: string) => string): Buffer {
  const edits: { start: number; end: number; text: string }[] = [];
  for (const { text, isName, start, end } of stringsOf(body)) {
    if (isName || !text.includes("[")) continue;
    // Arguments of a tool are JSON within a string.
    const restored = isJsonText(text) ? restoreJson(text, restore) : restore(text);
    if (restored !== text) edits.push({ start, end, text: JSON.stringify(restored) });
  }
  return edits.length === 0 ? body : applyEdits(body, edits);
}

const isJsonText = (text: string): boolean => /^\s*\{/.test(text);

/** In JSON that is written in a text, a value is written as a JSON string has it. */
export function restoreJson(text: string, restore: (text: string) => string): string {
  return text.replace(/\[[A-Z_]{2,20}_\d{1,7}\]/g, (found) => {
    const value = restore(found);
    return value === found ? found : JSON.stringify(value).slice(1, -1);
  });
}
