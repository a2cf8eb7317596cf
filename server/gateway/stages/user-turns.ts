import { isObject, type JsonObject, own, ownArray, ownString } from "../json-value";

export interface Turn {
  text: string;
  hasImages: boolean;
}

const TURNS_MAX = 7;
/** Enough for every rule; a turn may be megabytes of pasted text. */
const TEXT_MAX = 8_192;

/** Messages on every wire, oldest first; an input that is one text is one message. */
export function itemsOf(json: JsonObject): readonly unknown[] {
  const input = own(json, "input");
  if (typeof input === "string") return [{ role: "user", content: input }];
  return Array.isArray(input) ? input : ownArray(json, "messages");
}

/** The user's turns, the latest first. */
export function userTurns(json: JsonObject): Turn[] {
  const items = itemsOf(json);
  const turns: Turn[] = [];
  for (let index = items.length - 1; index >= 0 && turns.length < TURNS_MAX; index--) {
    const turn = userTurn(items[index]);
    // What a tool has found stands in a user's turn of its own on some wires.
    if (turn !== null && (turn.text !== "" || turn.hasImages)) turns.push(turn);
  }
  return turns;
}

/** What a message says, if it is a user's. */
export function userTurn(item: unknown): Turn | null {
  return isObject(item) && own(item, "role") === "user" ? turnOf(own(item, "content")) : null;
}

function turnOf(content: unknown): Turn {
  if (typeof content === "string") return { text: ends(content), hasImages: false };
  const parts: readonly unknown[] = Array.isArray(content) ? content : [];
  let text = "";
  let hasImages = false;
  for (const part of parts) {
    if (!isObject(part)) continue;
    const kind = own(part, "type");
    if (kind === "text" || kind === "input_text")
      text += `${text === "" ? "" : "\n"}${ownString(part, "text") ?? ""}`;
    hasImages ||= kind === "image_url" || kind === "image" || kind === "input_image";
  }
  return { text: ends(text), hasImages };
}

function ends(text: string): string {
  return text.length <= TEXT_MAX ? text : `${text.slice(0, TEXT_MAX / 2)}${text.slice(-TEXT_MAX / 2)}`;
}
