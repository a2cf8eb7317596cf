import { directionOf, type FirewallFinding } from "@/server/contracts/firewall";
import { isRead } from "../body/answer-texts";
import { answerPath, printablePath } from "../body/printable-path";
import { textLeaves } from "../body/text-leaves";
import { pathOf, stringsOf } from "../body/walk-strings";
import { ScanView } from "../detector";
import { findPrivate } from "../find-private";
import { scoreInjection } from "../injection/detect-injection";
import { redactText } from "../redact";
import type { Span } from "../rules/find-phrase";
import { type StoredRecord, textsOf } from "./replay-record";
import { hasPlaceholders } from "./stand-ins";

export interface Context {
  path: string;
  before: string;
  /** Empty where the place is not known any more. */
  marked: string;
  after: string;
  /** The whole text, with everything private in it replaced. */
  whole: string;
}

const AROUND_MAX = 200;
const MARKED_MAX = 600;

/**
 * A stored text around what was found in it. Whatever private stands there is replaced, also where the text is stored
 * as it came; null where the text is not there any more.
 */
export function contextOf(
  record: StoredRecord,
  finding: FirewallFinding,
  all: readonly FirewallFinding[],
): Context | null {
  const text = textAt(record, finding);
  return text === null ? null : around(text, placeIn(text, finding, all), finding);
}

/** The same for what a replay has found: it stands where it was found, in the text with its examples. */
export function contextOfReplayed(record: StoredRecord, finding: FirewallFinding): Context | null {
  const { path, start, end } = finding;
  const text = textsOf(record, directionOf(finding)).findLast(
    (each) => each.path === path && each.text.length >= end,
  )?.text;
  return text === undefined ? null : around(text, end > start ? { start, end } : null, finding);
}

function around(text: string, place: Span | null, finding: FirewallFinding): Context {
  const { path, category } = finding;
  const whole = redactText(text).text;
  if (place === null) return { path, before: clipEnd(whole), marked: "", after: "", whole };
  const { start, end } = aroundPrivate(text, place);
  const isPrivate = category === "pii" || category === "secrets";
  const marked = isPrivate
    ? privately(text.slice(start, end), finding)
    : redactText(text.slice(start, end)).text;
  return {
    path,
    before: clipStart(redactText(text.slice(0, start)).text),
    marked: marked.length > MARKED_MAX ? `${marked.slice(0, MARKED_MAX)}…` : marked,
    after: clipEnd(redactText(text.slice(end)).text),
    whole,
  };
}

function textAt(
  { endpoint, requestBody, responseBody }: StoredRecord,
  finding: FirewallFinding,
): string | null {
  const body = directionOf(finding) === "answer" ? responseBody : requestBody;
  if (body === null || !isJson(body)) return null;
  if (directionOf(finding) === "answer") {
    for (const string of stringsOf(Buffer.from(body)))
      if (isRead(string) && answerPath(pathOf(string)) === finding.path) return string.text;
    return null;
  }
  if (endpoint !== "chat" && endpoint !== "messages" && endpoint !== "responses" && endpoint !== "embeddings")
    return null;
  const leaves = textLeaves(Buffer.from(body), endpoint).filter(
    (each) => each.encoded === null && printablePath(each.path) === finding.path,
  );
  // A member and its name stand at the same place; the value is nearly always what is meant.
  return (leaves.find(({ isName }) => !isName) ?? leaves[0])?.text ?? null;
}

const PLACEHOLDER = /^\[[A-Z_]{2,20}(?:_\d{1,7})?\]/;

/** Where the finding stands in the text as it is stored, where words before it may have become placeholders. */
function placeIn(text: string, finding: FirewallFinding, all: readonly FirewallFinding[]): Span | null {
  const aligned = align(text, finding, all);
  if (aligned !== null || finding.category !== "injection") return aligned;
  const { start, end } = scoreInjection(new ScanView(text));
  return end > start ? { start, end } : null;
}

function align(text: string, finding: FirewallFinding, all: readonly FirewallFinding[]): Span | null {
  const replaced = all
    .filter(
      ({ path, category }) =>
        path === finding.path && (category === "pii" || category === "secrets" || category === "rules"),
    )
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const steps: { from: number; to: number }[] = [{ from: 0, to: 0 }];
  let passed = 0;
  let known = 0;
  for (const { start, end } of replaced) {
    if (start < passed) continue;
    const last = steps.at(-1) ?? { from: 0, to: 0 };
    const at = last.to + (start - last.from);
    const placeholder = PLACEHOLDER.exec(text.slice(at, at + 40))?.[0];
    if (placeholder !== undefined) known += 1;
    steps.push({ from: start, to: at }, { from: end, to: at + (placeholder?.length ?? end - start) });
    passed = end;
  }
  // Something else was replaced as well, so that nobody knows how far the rest has moved.
  if ((text.match(/\[[A-Z_]{2,20}(?:_\d{1,7})?\]/g)?.length ?? 0) > known && hasPlaceholders(text))
    return null;
  const moved = (at: number): number => {
    const step = steps.findLast(({ from }) => from <= at) ?? { from: 0, to: 0 };
    return Math.min(step.to + (at - step.from), text.length);
  };
  const place = { start: moved(finding.start), end: moved(finding.end) };
  return place.end > place.start ? place : null;
}

/** Never cuts an address or a key in two: half of one is not recognised any more. */
function aroundPrivate(text: string, place: Span): Span {
  let { start, end } = place;
  for (const span of findPrivate(text)) {
    if (span.start < start && start < span.end) start = span.start;
    if (span.start < end && end < span.end) end = span.end;
  }
  return { start, end };
}

const privately = (text: string, { detector }: FirewallFinding): string =>
  PLACEHOLDER.exec(text)?.[0] === text ? text : `[${detector.toUpperCase()}]`;

const clipStart = (text: string): string => (text.length > AROUND_MAX ? `…${text.slice(-AROUND_MAX)}` : text);
const clipEnd = (text: string): string => (text.length > AROUND_MAX ? `${text.slice(0, AROUND_MAX)}…` : text);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
