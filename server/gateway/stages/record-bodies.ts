import { redactionSteps } from "@/server/firewall/redact";
import type { BodiesRow } from "@/server/modules/ingest";
import { inTurns } from "@/server/text/in-turns";
import { objectIn } from "../body/parse-object";
import type { Exchange } from "../exchange";
import { givingWay } from "../firewall/give-way";
import type { JsonObject } from "../json-value";
import type { RequestEndpoint } from "./read-body";

/** Characters kept of each body. */
const TEXT_MAX = 256 * 1024;

/** What a number, an object or an array counts for. */
const VALUE_COST = 8;

interface KeptText {
  text: string | null;
  isCut: boolean;
}

/**
 * What is stored of the conversation: nothing, its redacted form, or all of it, as the storage mode says. Redacting a
 * long one leaves turns for other requests.
 */
export async function recordBodies(exchange: Exchange<RequestEndpoint>): Promise<BodiesRow | null> {
  const mode = exchange.scope?.storageMode ?? "none";
  if (mode === "none" || mode === "metadata" || exchange.body === null) return null;
  const isRedacted = mode === "redacted";
  const { json, bytes } = exchange.body;
  const request = await keep(json, bytes, isRedacted ? exchange.cleanTexts : null);
  const response = await keepResponse(exchange, isRedacted ? NONE_CLEAN : null);
  return {
    requestBody: request.text,
    responseBody: response.text,
    isTruncated: request.isCut || response.isCut || exchange.isResponseCut,
    isRedacted,
  };
}

const NONE_CLEAN: ReadonlySet<string> = new Set();

async function keepResponse(
  exchange: Exchange<RequestEndpoint>,
  clean: ReadonlySet<string> | null,
): Promise<KeptText> {
  const { responseBytes: bytes, responseJson } = exchange;
  // Vectors are large, and say nothing to whoever reads the record.
  if (exchange.endpoint === "embeddings") return { text: null, isCut: false };
  const json = responseJson ?? (bytes === null ? null : await objectIn(bytes));
  return json === null ? { text: null, isCut: bytes !== null } : keep(json, bytes, clean);
}

/**
 * `bytes` are the value as it came, where it came as a whole. Redacts unless `clean` is null; it holds texts that need
 * no second look.
 */
async function keep(
  value: JsonObject,
  bytes: Buffer | null,
  clean: ReadonlySet<string> | null,
): Promise<KeptText> {
  const isShort = bytes !== null && bytes.length <= TEXT_MAX;
  if (isShort && clean === null) return { text: bytes.toString(), isCut: false };
  const clip = new Clip(TEXT_MAX);
  const clipped = isShort ? value : clip.value(value);
  const kept = clean === null ? clipped : (await inTurns(redactionSteps(clipped, clean), givingWay())).value;
  return { text: JSON.stringify(kept), isCut: clip.isCut };
}

/** Copies JSON until its budget of characters is used up; what is left out keeps the copy valid JSON. */
class Clip {
  isCut = false;
  #left: number;

  constructor(budget: number) {
    this.#left = budget;
  }

  value(value: unknown): unknown {
    if (typeof value === "string") return this.#text(value);
    this.#left -= VALUE_COST;
    if (Array.isArray(value)) return this.#items(value);
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(this.#items(Object.entries(value)).map((entry) => this.#member(entry)));
    }
    return value;
  }

  #text(text: string): string {
    this.#left -= text.length;
    if (this.#left >= 0) return text;
    this.isCut = true;
    return text.slice(0, Math.max(0, text.length + this.#left));
  }

  #items(items: readonly unknown[]): unknown[] {
    const kept: unknown[] = [];
    for (const item of items) {
      if (this.#left <= 0) {
        this.isCut = true;
        return kept;
      }
      kept.push(this.value(item));
    }
    return kept;
  }

  #member(entry: unknown): [string, unknown] {
    const [name, value]: unknown[] = Array.isArray(entry) ? entry : [];
    return [String(name), value];
  }
}
