import { atOnce, type Steps } from "@/server/text/in-turns";
import type { Trust } from "../detector";
import type { ScannedLeaf } from "../scan/scanned-leaf";
import { mediaText } from "./media-text";
import { type JsonContainer, type JsonString, pathOf, stringsAndPauses } from "./walk-strings";

/** The formats of requests, by the endpoint that takes them. */
export type ScannedEndpoint = "chat" | "embeddings" | "messages" | "responses";

/** A text of the request that is looked through, and where it stands in the bytes. */
export class TextLeaf implements ScannedLeaf {
  readonly name: string;
  readonly isName: boolean;
  /** Where it stands in the bytes, quotes included. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What it holds in base64, where that is text; then `text` is what is looked through. */
  readonly encoded: { prefix: string } | null;
  readonly trust: Trust;
  readonly group: string;
  readonly isOpaque: boolean;
  readonly #found: JsonString;

  constructor(found: JsonString, media: { prefix: string; text: string } | null, facts: ContainerFacts) {
    this.#found = found;
    this.name = found.name;
    this.isName = found.isName;
    this.start = found.start;
    this.end = found.end;
    this.text = media?.text ?? found.text;
    this.encoded = media;
    this.trust = facts.trust;
    this.group = facts.group;
    this.isOpaque = !found.isName && (OPAQUE_NAMES.has(found.name) || facts.isOfHeaders);
  }

  /** Asked for what was found only, so it is put together when asked for. */
  get path(): readonly string[] {
    return pathOf(this.#found);
  }
}

/** What all strings that stand directly in one object or array have in common. */
interface ContainerFacts {
  trust: Trust;
  group: string;
  /** Headers that a tool is called with. */
  isOfHeaders: boolean;
}

/** Where a message says who wrote it, by wire. */
const LISTS: Readonly<Record<ScannedEndpoint, string | null>> = {
  chat: "messages",
  messages: "messages",
  responses: "input",
  embeddings: null,
};
/** Texts of the tenant that stand outside messages. */
const TENANT_MEMBERS: Readonly<Record<ScannedEndpoint, string | null>> = {
  chat: null,
  messages: "system",
  responses: "instructions",
  embeddings: null,
};
const TENANT_ROLES: ReadonlySet<string> = new Set(["system", "developer"]);
const OTHERS_ROLES: ReadonlySet<string> = new Set(["tool", "function"]);
/** Types of parts and items that hold what neither the tenant nor its user wrote. */
const OTHERS_TYPE = /(?:_result|_output|_response)$|^(?:document|search_result|mcp_call)$/;
const OPAQUE_NAMES: ReadonlySet<string> = new Set([
  "id",
  "call_id",
  "tool_call_id",
  "tool_use_id",
  "previous_response_id",
  "signature",
  "thought_signature",
  "encrypted_content",
  "authorization",
  "authorization_token",
  "model",
  "role",
  "type",
]);

/** Every text of a request with who wrote it. Nothing is left out for being unknown: that counts as the user's. */
export const textLeaves = (bytes: Buffer, endpoint: ScannedEndpoint): TextLeaf[] =>
  atOnce(leafSteps(bytes, endpoint));

/** A step takes about as many characters, and as long as so many for each string. */
const STEP_LENGTH = 65_536;
const STRING_COST = 64;

/** The same in steps: a body may have a million strings. */
export function* leafSteps(bytes: Buffer, endpoint: ScannedEndpoint): Steps<TextLeaf[]> {
  const found: JsonString[] = [];
  const said = new Said();
  let done = 0;
  for (const string of stringsAndPauses(bytes)) {
    if (string === undefined) {
      yield;
      continue;
    }
    found.push(string);
    said.note(string);
    done += string.text.length + STRING_COST;
    if (done > STEP_LENGTH) {
      yield;
      done = 0;
    }
  }
  const leaves: TextLeaf[] = [];
  let container: JsonContainer | null = null;
  let facts: ContainerFacts | null = null;
  for (const string of found) {
    done += string.text.length + STRING_COST;
    if (done > STEP_LENGTH) {
      yield;
      done = 0;
    }
    const media = string.isName ? null : mediaText(string.text);
    if (media?.kind === "binary") continue;
    // Neighbours have the same facts, but for members of the body and of its lists, which speak for themselves.
    if (facts === null || container !== string.container || (container?.depth ?? 0) < 2) {
      container = string.container;
      facts = factsOf(string, endpoint, said);
    }
    leaves.push(new TextLeaf(string, media, facts));
  }
  return leaves;
}

function factsOf(string: JsonString, endpoint: ScannedEndpoint, said: Said): ContainerFacts {
  const { container, name } = string;
  const message = messageOf(container);
  const top = message?.around?.name ?? (container?.depth === 1 ? container.name : name);
  const index = message?.name ?? (container?.depth === 1 ? name : null);
  return {
    trust: trustOf({ container, top, message, endpoint, said }),
    group: index === null ? top : `${top}.${index}`,
    isOfHeaders: top === "tools" && container?.name === "headers",
  };
}

/** The message or item that holds a string: what stands directly in a list of the body. */
function messageOf(container: JsonContainer | null): JsonContainer | null {
  let at = container;
  while (at !== null && at.depth > 2) at = at.around;
  return at?.depth === 2 ? at : null;
}

interface Place {
  container: JsonContainer | null;
  top: string;
  message: JsonContainer | null;
  endpoint: ScannedEndpoint;
  said: Said;
}

function trustOf({ container, top, message, endpoint, said }: Place): Trust {
  if (top === TENANT_MEMBERS[endpoint]) return "tenant";
  if (top !== LISTS[endpoint]) return "user";
  for (let at = container; at !== null && at.depth >= 2; at = at.around) {
    if (said.typesOf(at).some((type) => OTHERS_TYPE.test(type))) return "third_party";
  }
  const roles = message === null ? [] : said.rolesOf(message);
  if (roles.some((role) => OTHERS_ROLES.has(role))) return "third_party";
  // Said twice, a role counts for the less trusted of both.
  return roles.length > 0 && roles.every((role) => TENANT_ROLES.has(role)) ? "tenant" : "user";
}

/** Every `role` and `type` that an object gives itself. */
class Said {
  readonly #roles = new Map<JsonContainer, string[]>();
  readonly #types = new Map<JsonContainer, string[]>();

  note({ container, name, isName, text }: JsonString): void {
    if (isName || container === null || (name !== "role" && name !== "type")) return;
    const known = name === "role" ? this.#roles : this.#types;
    const texts = known.get(container);
    if (texts === undefined) known.set(container, [text]);
    else texts.push(text);
  }

  rolesOf(object: JsonContainer): readonly string[] {
    return this.#roles.get(object) ?? [];
  }

  typesOf(object: JsonContainer): readonly string[] {
    return this.#types.get(object) ?? [];
  }
}
