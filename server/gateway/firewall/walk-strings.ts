/** One string of a JSON body: a value, or the name of a member. */
export interface JsonString {
  /** Names and indexes from the top; of a member's name, those of the member. */
  path: readonly string[];
  isName: boolean;
  /** Where it stands in the bytes, quotes included. */
  start: number;
  end: number;
  text: string;
}

interface Level {
  isArray: boolean;
  /** The member or item that is being read. */
  name: string;
  index: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/**
 * Every string in the bytes of a JSON value, in order. Looks at the bytes and not at the parsed value: of two members
 * with one name a parser keeps one, and the provider may keep the other. The bytes must be valid JSON.
 */
export function walkStrings(bytes: Buffer): JsonString[] {
  const found: JsonString[] = [];
  const levels: Level[] = [];
  let isNameNext = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    const level = levels.at(-1);
    if (byte === QUOTE) {
      const end = stringEnd(bytes, at);
      const text = textOf(bytes, at, end);
      if (isNameNext && level !== undefined) level.name = text;
      found.push({ path: levels.map(place), isName: isNameNext, start: at, end, text });
      isNameNext = false;
      at = end - 1;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      levels.push({ isArray: byte === OPEN_BRACKET, name: "", index: 0 });
      isNameNext = byte === OPEN_BRACE;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      levels.pop();
      isNameNext = false;
    } else if (byte === COMMA && level !== undefined) {
      if (level.isArray) level.index += 1;
      else isNameNext = true;
    }
  }
  return found;
}

const place = ({ isArray, index, name }: Level): string => (isArray ? String(index) : name);

/** Behind the closing quote. */
function stringEnd(bytes: Buffer, start: number): number {
  for (let at = bytes.indexOf(QUOTE, start + 1); at !== -1; at = bytes.indexOf(QUOTE, at + 1)) {
    let slashes = 0;
    while (bytes[at - 1 - slashes] === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
  return bytes.length;
}

function textOf(bytes: Buffer, start: number, end: number): string {
  const raw = bytes.toString("utf8", start + 1, end - 1);
  return raw.includes("\\") ? String(JSON.parse(`"${raw}"`)) : raw;
}
