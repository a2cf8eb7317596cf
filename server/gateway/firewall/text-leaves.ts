import type { ScannedLeaf, Trust } from "@/server/firewall";
import type { ModelEndpoint } from "../stages/read-body";
import { mediaText } from "./media-text";
import { type JsonString, walkStrings } from "./walk-strings";

/** A text of the request that is looked through, and where it stands in the bytes. */
export interface TextLeaf extends JsonString, ScannedLeaf {
  /** What it holds in base64, where that is text; then `text` is what is looked through. */
  encoded: { prefix: string } | null;
}

/** Where a message says who wrote it, by wire. */
const LISTS: Readonly<Record<ModelEndpoint, string>> = {
  chat: "messages",
  messages: "messages",
  responses: "input",
  embeddings: "",
};
/** Texts of the tenant that stand outside messages. */
const TENANT_MEMBERS: Readonly<Record<ModelEndpoint, string>> = {
  chat: "",
  messages: "system",
  responses: "instructions",
  embeddings: "",
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
export function textLeaves(bytes: Buffer, endpoint: ModelEndpoint): TextLeaf[] {
  const strings = walkStrings(bytes);
  const facts = new ObjectFacts(strings);
  return strings.flatMap((found) => {
    const { path, isName } = found;
    const media = isName ? null : mediaText(found.text);
    if (media?.kind === "binary") return [];
    return {
      ...found,
      text: media?.text ?? found.text,
      trust: trustOf(path, endpoint, facts),
      group: path.slice(0, 2).join("."),
      isOpaque: !isName && isOpaque(path),
      encoded: media === null ? null : { prefix: media.prefix },
    };
  });
}

function isOpaque(path: readonly string[]): boolean {
  return OPAQUE_NAMES.has(path.at(-1) ?? "") || (path[0] === "tools" && path.at(-2) === "headers");
}

function trustOf(path: readonly string[], endpoint: ModelEndpoint, facts: ObjectFacts): Trust {
  const [top = "", index = ""] = path;
  if (top === TENANT_MEMBERS[endpoint]) return "tenant";
  if (top !== LISTS[endpoint]) return "user";
  for (let depth = path.length - 1; depth >= 2; depth--) {
    if (facts.typesOf(path.slice(0, depth).join(".")).some((type) => OTHERS_TYPE.test(type)))
      return "third_party";
  }
  const roles = facts.rolesOf(`${top}.${index}`);
  if (roles.some((role) => OTHERS_ROLES.has(role))) return "third_party";
  // Said twice, a role counts for the less trusted of both.
  return roles.length > 0 && roles.every((role) => TENANT_ROLES.has(role)) ? "tenant" : "user";
}

/** Every `role` and `type` that an object gives itself, by the object's path. */
class ObjectFacts {
  readonly #roles = new Map<string, string[]>();
  readonly #types = new Map<string, string[]>();

  constructor(strings: readonly JsonString[]) {
    for (const { path, isName, text } of strings) {
      const name = path.at(-1);
      if (isName || (name !== "role" && name !== "type")) continue;
      const known = name === "role" ? this.#roles : this.#types;
      const object = path.slice(0, -1).join(".");
      const texts = known.get(object);
      if (texts === undefined) known.set(object, [text]);
      else texts.push(text);
    }
  }

  rolesOf(object: string): readonly string[] {
    return this.#roles.get(object) ?? [];
  }

  typesOf(object: string): readonly string[] {
    return this.#types.get(object) ?? [];
  }
}
