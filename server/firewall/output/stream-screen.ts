import { atOnce, type Steps } from "@/server/text/in-turns";
import type { Placeholders } from "../placeholders";
import type { OutputHit } from "./output-policy";

/** What may still become part of a finding is held back; longer than any number written with blanks, or any name before a value. */
const HOLD = 128;
/** What went out already and may still say what the next words are: a name before a value, a picture before its address. */
const CONTEXT = 512;
/** An unbroken run or an unclosed key is held until it ends, but not for ever. */
const HELD_MAX = 24_000;
/** After a look in vain so much more has to come before the next, and an eighth of what is held. */
const RETRY_MIN = 64;
const KEY_BEGIN = "-----BEGIN ";
/** A replacement can free its neighbour from what kept it unrecognised. */
const ROUNDS_MAX = 6;

export interface ScreenOptions {
  /** What must not go out as it is, in order, without overlaps. */
  find(text: string): readonly OutputHit[];
  /** Whether what was found ends the answer instead of being replaced. */
  stops(hit: OutputHit): boolean;
  placeholders: Placeholders;
  /** Stretches that must not be torn, as they say what else may go out. */
  whole?: (text: string) => readonly { start: number; end: number }[];
  /** Characters held back, where more than usual are needed. */
  hold?: number;
}

/**
 * Screens a text that arrives in pieces. What comes out, put together, is what `replaceInOutput` makes of the whole,
 * wherever the pieces were cut.
 */
export class StreamScreen {
  readonly #options: ScreenOptions;
  readonly #hold: number;
  /** Already sent, in its original form. */
  #context = "";
  #pending = "";
  /** Units of the original before the context. */
  #offset = 0;
  /** How far into the pending text blanks were looked for, and whether there is one to end at. */
  #looked = 0;
  #hasBlank = false;
  /** The length of the pending text from which another look is worth it. */
  #retryAt = 0;
  /** What was found, in units of the whole original. */
  readonly hits: OutputHit[] = [];
  /** What ended the answer: nothing is given out any more. */
  stoppedBy: OutputHit | null = null;

  constructor(options: ScreenOptions) {
    this.#options = options;
    this.#hold = options.hold ?? HOLD;
  }

  /** The part of the answer that can be sent now. */
  push(piece: string): string {
    this.#pending += piece;
    if (this.#pending.length <= this.#hold || this.stoppedBy !== null || !this.#mayRelease()) return "";
    const text = this.#context + this.#pending;
    const end = this.#safeEnd(text);
    if (end === this.#context.length) {
      const { length } = this.#pending;
      this.#retryAt = length + Math.max(RETRY_MIN, length >> 3);
      return "";
    }
    return this.#release(text, end);
  }

  /** A run without blanks, or a key of many lines, that comes in small pieces is not read anew with each of them. */
  #mayRelease(): boolean {
    const { length } = this.#pending;
    if (length > HELD_MAX) return true;
    const zone = length - this.#hold;
    for (; this.#looked < zone && !this.#hasBlank; this.#looked++)
      this.#hasBlank = isBlank(this.#pending.charCodeAt(this.#looked));
    return this.#hasBlank && length >= this.#retryAt;
  }

  /** The rest, when no more comes. */
  end(): string {
    const text = this.#context + this.#pending;
    return this.#release(text, text.length);
  }

  /** The last blank far enough from the end that lies in no finding and in no key that is still open. */
  #safeEnd(text: string): number {
    const first = this.#context.length;
    if (this.#pending.length > HELD_MAX) return text.length - this.#hold;
    const found = [...this.#options.find(text), ...(this.#options.whole?.(text) ?? [])];
    const key = text.lastIndexOf(KEY_BEGIN);
    const isOpen = key >= 0 && text.indexOf("-----END ", key) < 0;
    let end = Math.min(text.length - this.#hold, isOpen ? key : text.length);
    for (; end > first; end--) {
      if (isBlank(text.charCodeAt(end - 1)) && !found.some((hit) => isInside(hit, end))) return end;
    }
    return first;
  }

  #release(text: string, end: number): string {
    const start = this.#context.length;
    if (end <= start || this.stoppedBy !== null) return "";
    this.#pending = text.slice(end);
    this.#looked = 0;
    this.#hasBlank = false;
    this.#retryAt = 0;
    for (const hit of this.#options.find(text.slice(0, end))) {
      if (hit.start < start) continue;
      this.hits.push({ ...hit, start: hit.start + this.#offset, end: hit.end + this.#offset });
      if (this.stoppedBy === null && this.#options.stops(hit)) this.stoppedBy = hit;
    }
    if (this.stoppedBy !== null) return "";
    const sent = replaceInOutput(text.slice(0, end), this.#options, start);
    this.#context = contextBefore(text, end);
    this.#offset += end - this.#context.length;
    return sent.slice(start);
  }
}

/**
 * The text with what is found from `from` on replaced by its placeholder until nothing more is found; what stands
 * before only says what the rest means. Doing it twice changes nothing more.
 */
export function replaceInOutput(
  text: string,
  { find, placeholders }: Pick<ScreenOptions, "find" | "placeholders">,
  from = 0,
): string {
  let replaced = text;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const hits = find(replaced).filter(({ start }) => start >= from);
    if (hits.length === 0) break;
    replaced = replaceHits(replaced, hits, placeholders);
  }
  return replaced;
}

/** The whole text in steps. */
export function* replaceSteps(
  text: string,
  find: (text: string) => Steps<OutputHit[]>,
  placeholders: Placeholders,
): Steps<string> {
  let replaced = text;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const hits = yield* find(replaced);
    if (hits.length === 0) break;
    replaced = yield* replacedSteps(replaced, hits, placeholders);
  }
  return replaced;
}

const replaceHits = (text: string, hits: readonly OutputHit[], placeholders: Placeholders): string =>
  atOnce(replacedSteps(text, hits, placeholders));

/** So many replacements make a step. */
const STEP_HITS = 2_000;

function* replacedSteps(text: string, hits: readonly OutputHit[], placeholders: Placeholders): Steps<string> {
  let replaced = "";
  let done = 0;
  let count = 0;
  for (const hit of hits) {
    replaced += text.slice(done, hit.start) + placeholders.for(kindOf(hit), text.slice(hit.start, hit.end));
    done = hit.end;
    if (++count % STEP_HITS === 0) yield;
  }
  return replaced + text.slice(done);
}

const KINDS = { rules: "RULE", links: "LINK", echo: "SYSTEM_TEXT", secrets: "SECRET" } as const;

const kindOf = ({ category, detector }: OutputHit): string =>
  category === "pii" ? detector.toUpperCase() : KINDS[category];

/** Begins at a blank, so that it is read as it was within the whole. */
function contextBefore(text: string, end: number): string {
  const start = Math.max(0, end - CONTEXT);
  if (start === 0) return text.slice(0, end);
  for (let at = start; at < end; at++) if (isBlank(text.charCodeAt(at))) return text.slice(at, end);
  return "";
}

const isBlank = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

const isInside = ({ start, end }: { start: number; end: number }, at: number): boolean =>
  start < at && at < end;
