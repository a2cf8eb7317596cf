import type { FirewallFinding, FirewallMode, OutputCategory } from "@/server/contracts/firewall";
import {
  answerPath,
  findInOutput,
  isActive,
  isRead,
  type OutputHit,
  pathOf,
  replaceInOutput,
  walkStrings,
} from "@/server/firewall";
import { applyEdits } from "../body/upstream-body";
import { isObject } from "../json-value";
import type { OutputScreening } from "./output-screening";

/** Signed by its provider, which refuses it when a word is changed. */
export const SIGNED_NAME = "thinking";

export interface ScreenedAnswer {
  body: Buffer;
  findings: FirewallFinding[];
  isRedacted: boolean;
  /** What the answer must not be given for. */
  stoppedBy: OutputCategory | null;
}

/** Looks through every text of a whole answer; only what is replaced changes in its bytes. */
export function screenAnswer({ policy, placeholders }: OutputScreening, body: Buffer): ScreenedAnswer {
  const findings: FirewallFinding[] = [];
  const edits: { start: number; end: number; text: string }[] = [];
  let stoppedBy: OutputCategory | null = null;
  walkStrings(body, (string) => {
    if (!isRead(string)) return;
    const hits = findInOutput(string.text, policy, (mode) => mode !== "off");
    if (hits.length === 0) return;
    const path = answerPath(pathOf(string));
    const isSigned = string.name === SIGNED_NAME;
    for (const hit of hits)
      findings.push(
        findingOf(hit, path, isSigned ? fixed(policy.modes[hit.category]) : policy.modes[hit.category]),
      );
    stoppedBy ??= hits.find(({ category }) => policy.modes[category] === "block")?.category ?? null;
    if (isSigned || !hits.some(({ category }) => policy.modes[category] === "redact")) return;
    const find = (text: string): OutputHit[] => findInOutput(text, policy, (mode) => mode === "redact");
    const text = JSON.stringify(replaceInOutput(string.text, { find, placeholders }));
    edits.push({ start: string.start, end: string.end, text });
  });
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
export function readTranscript(
  { policy, placeholders }: OutputScreening,
  answer: unknown,
): { answer: unknown; findings: FirewallFinding[] } {
  const findings: FirewallFinding[] = [];
  const find = (text: string): OutputHit[] => findInOutput(text, policy, isActive);
  const walk = (value: unknown, path: readonly string[]): unknown => {
    const name = path.at(-1) ?? "";
    if (typeof value === "string") {
      if (!isRead({ name, isName: false, text: value })) return value;
      for (const hit of findInOutput(value, policy, (mode) => mode === "observe"))
        findings.push(findingOf(hit, answerPath(path), "observe"));
      return replaceInOutput(value, { find, placeholders });
    }
    if (Array.isArray(value)) return value.map((item, index) => walk(item, [...path, String(index)]));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, walk(inner, [...path, key])]),
    );
  };
  return { answer: walk(answer, []), findings };
}

/** The bytes of an answer with what was replaced in the request put back. */
export function restoreAnswer(body: Buffer, restore: (text: string) => string): Buffer {
  const edits: { start: number; end: number; text: string }[] = [];
  walkStrings(body, ({ text, isName, start, end }) => {
    if (isName || !text.includes("[")) return;
    // Arguments of a tool are JSON within a string.
    const restored = isJsonText(text) ? restoreJson(text, restore) : restore(text);
    if (restored !== text) edits.push({ start, end, text: JSON.stringify(restored) });
  });
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
