import { LRUCache } from "lru-cache";
import { AppError } from "@/server/core/errors";
import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../json-value";
import { wireFor } from "../wires/wire-for";
import type { Hop } from "./plan-route";

/** What makes a request depend on something that a provider keeps. */
export interface HistoryNeed {
  /** The member of the body that asks for it. */
  param: string;
  /** What is kept, by its id; null where it is yet to be made. */
  id: string | null;
}

/** Where an answer is kept, and the session it belongs to. */
export interface HistoryHome {
  provider: string;
  connectionId: string | null;
  sessionId: string;
}

export interface HeldHistory {
  need: HistoryNeed;
  /** Null where this process does not know it. */
  home: HistoryHome | null;
}

const ANSWERS_MAX = 50_000;
/** Longer ones are no provider's, and would fill the memory. */
const ID_LENGTH_MAX = 256;
const FORGOTTEN_AFTER_MS = 24 * 3_600_000;

/** Which provider and key keep the answers that this process has seen; of one organisation nothing is found for another. */
export class HistoryHomes {
  readonly #homes = new LRUCache<string, HistoryHome>({ max: ANSWERS_MAX, ttl: FORGOTTEN_AFTER_MS });

  find(orgId: string, need: HistoryNeed | null): HistoryHome | null {
    const id = need?.id ?? null;
    return id === null ? null : (this.#homes.get(`${orgId}\n${id}`) ?? null);
  }

  note(orgId: string, ids: readonly (string | null | undefined)[], home: HistoryHome): void {
    for (const id of ids)
      if (id != null && id.length <= ID_LENGTH_MAX) this.#homes.set(`${orgId}\n${id}`, home);
  }
}

/** The first member of a Responses request that only a provider with a memory can follow. */
export function historyNeed(json: JsonObject): HistoryNeed | null {
  const previous = ownString(json, "previous_response_id");
  if (previous !== null) return { param: "previous_response_id", id: previous };
  const conversation = conversationId(json);
  if (conversation !== null) return { param: "conversation", id: conversation };
  if (own(json, "background") === true) return { param: "background", id: null };
  if (own(json, "prompt") != null) return { param: "prompt", id: null };
  const reference = ownArray(json, "input").findIndex(isReference);
  if (reference !== -1) return { param: `input.${reference}`, id: null };
  return own(json, "store") === true ? { param: "store", id: null } : null;
}

export function conversationId(json: JsonObject): string | null {
  return ownString(json, "conversation") ?? ownString(ownObject(json, "conversation") ?? {}, "id");
}

/** The hops that can follow it: where its home is known, only those that lead there. */
export function hopsWithHistory(hops: readonly Hop[], { need, home }: HeldHistory): Hop[] {
  const native = hops.filter((hop) => wireFor("responses", hop).endpoint === "responses");
  if (native.length === 0) throw nobodyKeeps(need);
  if (home === null) return native;
  const same = native.filter(({ provider }) => provider.id === home.provider);
  if (same.length === 0) throw keptElsewhere(need, home);
  const sameKey = same.filter(({ connection }) => (connection?.id ?? null) === home.connectionId);
  return sameKey.length > 0 ? sameKey : same;
}

function isReference(item: unknown): boolean {
  return isObject(item) && own(item, "type") === "item_reference";
}

function nobodyKeeps({ param }: HistoryNeed): AppError {
  const advice = param.startsWith("input.")
    ? "it names an item by its id. Set store: false in your client, so that it sends items whole"
    : "send the whole conversation in `input` instead";
  return new AppError("invalid_request", "no provider with a memory", {
    userMessage: `\`${param}\` needs a provider that keeps responses, and none of the models asked for has one: ${advice}.`,
    param,
  });
}

function keptElsewhere({ param }: HistoryNeed, { provider }: HistoryHome): AppError {
  return new AppError("invalid_request", "the history is kept elsewhere", {
    userMessage: `What \`${param}\` names is kept by ${provider}, which is not among the models asked for.`,
    param,
  });
}
