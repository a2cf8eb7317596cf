import { jsonStringEnd } from "@/server/text/json-string-end";
import { jsonTextSteps } from "@/server/text/json-text-steps";

/** An object or array on the way to a string. */
export interface JsonContainer {
  /** The one that holds it; null for the body itself. */
  around: JsonContainer | null;
  /** The member's name or the index under which it is held; empty for the body itself. */
  name: string;
  /** Steps from the body. */
  depth: number;
}

/** One string of a JSON body: a value, or the name of a member. */
export interface JsonString {
  /** Null where the body is one string and nothing else. */
  container: JsonContainer | null;
  /** The member's name or the index; of a member's name, that name. */
  name: string;
  isName: boolean;
  /** Where it stands in the bytes, quotes included. */
  start: number;
  end: number;
  text: string;
}

/** Names and indexes from the top. */
export function pathOf({ container, name }: Pick<JsonString, "container" | "name">): string[] {
  if (container === null) return [];
  const path = [name];
  for (let at = container; at.around !== null; at = at.around) path.unshift(at.name);
  return path;
}

interface Level {
  container: JsonContainer;
  isArray: boolean;
  /** The member or item that is being read. */
  name: string;
  index: number;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/**
 * Every string in the bytes of a JSON value, in order. Looks at the bytes and not at the parsed value: of two members
 * with one name a parser keeps one, and the provider may keep the other. The bytes must be valid JSON.
 */
export function* stringsOf(bytes: Buffer): Generator<JsonString> {
  for (const string of stringsAndPauses(bytes)) if (string !== undefined) yield string;
}

/** So many bytes are walked over, or decoded, between two pauses. */
const PAUSE_BYTES = 65_536;

/** The same; `undefined` where the walk may pause. */
export function* stringsAndPauses(bytes: Buffer): Generator<JsonString | undefined> {
  let walked = PAUSE_BYTES;
  const levels: Level[] = [];
  let level: Level | null = null;
  let isNameNext = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      const end = jsonStringEnd(bytes, at);
      const isLong = end - at > PAUSE_BYTES;
      const text = isLong ? yield* jsonTextSteps(bytes, at, end) : textOf(bytes, at, end);
      if (isNameNext && level !== null) level.name = text;
      yield {
        container: level?.container ?? null,
        name: level === null ? "" : placeIn(level),
        isName: isNameNext,
        start: at,
        end,
        text,
      };
      isNameNext = false;
      at = end - 1;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      level = opened(level, byte === OPEN_BRACKET);
      levels.push(level);
      isNameNext = byte === OPEN_BRACE;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      levels.pop();
      level = levels.at(-1) ?? null;
      isNameNext = false;
    } else if (byte === COMMA && level !== null) {
      if (level.isArray) level.index += 1;
      else isNameNext = true;
    }
    if (at >= walked) {
      walked = at + PAUSE_BYTES;
      yield;
    }
  }
}

function opened(around: Level | null, isArray: boolean): Level {
  const container =
    around === null
      ? { around: null, name: "", depth: 0 }
      : { around: around.container, name: placeIn(around), depth: around.container.depth + 1 };
  return { container, isArray, name: "", index: 0 };
}

const placeIn = ({ isArray, index, name }: Level): string => (isArray ? String(index) : name);

function textOf(bytes: Buffer, start: number, end: number): string {
  const raw = bytes.toString("utf8", start + 1, end - 1);
  return raw.includes("\\") ? String(JSON.parse(`"${raw}"`)) : raw;
}
