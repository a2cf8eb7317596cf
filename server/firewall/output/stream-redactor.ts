import { findPrivate } from "../find-private";
import type { Finding } from "../finding";
import { Placeholders, replacePrivate } from "../placeholders";

/** What may still become part of a finding is held back; longer than any number written with blanks, or any name before a value. */
const HOLD = 128;
/** What went out already and may still say what the next words are: a name before a value, "card" before a number. */
const CONTEXT = 128;
/** An unbroken run or an unclosed key is held until it ends, but not for ever. */
const HELD_MAX = 24_000;
const KEY_BEGIN = "-----BEGIN ";

/**
 * Redacts a text that arrives in pieces. What comes out, put together, is what `replacePrivate` makes of the whole,
 * wherever the pieces were cut.
 */
export class StreamRedactor {
  readonly #placeholders: Placeholders;
  /** Already sent, in its original form. */
  #context = "";
  #pending = "";

  constructor(placeholders: Placeholders = new Placeholders()) {
    this.#placeholders = placeholders;
  }

  /** The part of the answer that can be sent now. */
  push(piece: string): string {
    this.#pending += piece;
    if (this.#pending.length <= HOLD) return "";
    const text = this.#context + this.#pending;
    return this.#release(text, this.#safeEnd(text));
  }

  /** The rest, when no more comes. */
  end(): string {
    const text = this.#context + this.#pending;
    return this.#release(text, text.length);
  }

  /** The last blank far enough from the end that lies in no finding and in no key that is still open. */
  #safeEnd(text: string): number {
    const first = this.#context.length;
    if (this.#pending.length > HELD_MAX) return text.length - HOLD;
    const findings = findPrivate(text);
    const key = text.lastIndexOf(KEY_BEGIN);
    const isOpen = key >= 0 && text.indexOf("-----END ", key) < 0;
    let end = Math.min(text.length - HOLD, isOpen ? key : text.length);
    for (; end > first; end--) {
      if (isBlank(text.charCodeAt(end - 1)) && !findings.some((finding) => isInside(finding, end)))
        return end;
    }
    return first;
  }

  #release(text: string, end: number): string {
    const start = this.#context.length;
    if (end <= start) return "";
    this.#pending = text.slice(end);
    const sent = replacePrivate(text.slice(0, end), this.#placeholders, start);
    this.#context = contextBefore(text, end);
    return sent.slice(start);
  }
}

/** Begins at a blank, so that it is read as it was within the whole. */
function contextBefore(text: string, end: number): string {
  const start = Math.max(0, end - CONTEXT);
  if (start === 0) return text.slice(0, end);
  for (let at = start; at < end; at++) if (isBlank(text.charCodeAt(at))) return text.slice(at, end);
  return "";
}

const isBlank = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

const isInside = ({ start, end }: Finding, at: number): boolean => start < at && at < end;
