import { AppError, notFound } from "@/server/core/errors";
import { findProviderObject, forgetProviderObject } from "@/server/modules/provider-objects";
import { oncePerKey } from "../idempotency/once-per-key";
import { parseObject } from "../json-value";
import type { GatewayResponse } from "../types";
import { answerDownload, answerRefusal, answerWhole } from "./answer-object";
import { callProvider, type ProviderRequest } from "./call-provider";
import { type Home, homeOf, namedProvider } from "./choose-home";
import { tidyQuery } from "./create-object";
import { learnObjects, objectsIn } from "./learn-objects";
import { fromStore, type ObjectCall } from "./object-exchange";

/** What providers use for ids; anything else is nobody's. */
const ID = /^[A-Za-z0-9][\w.:-]{0,199}$/;

export type ObjectDeed = "get" | "delete" | "cancel" | "content" | "results";

/** Reads, ends or fetches one object of the project. */
export async function actOnObject(call: ObjectCall, id: string, deed: ObjectDeed): Promise<GatewayResponse> {
  const { exchange, deps } = call;
  const home = await find(call, id);
  exchange.mark("route");
  const act = (): Promise<GatewayResponse> => perform(call, home, id, deed);
  if (deed !== "cancel") return act();
  return oncePerKey(deps, exchange, act, { bytes: Buffer.from(`cancel ${id}`), isStream: false });
}

async function perform(call: ObjectCall, home: Home, id: string, deed: ObjectDeed): Promise<GatewayResponse> {
  const answer = await callProvider(call, home, requestFor(call, id, deed));
  if (answer.kind === "download") return answerDownload(call, answer);
  if (answer.kind === "given_back") {
    if (answer.status === 404) await forget(call, home, id);
    return answerRefusal(call, answer);
  }
  if (deed === "delete") await forget(call, home, id);
  else await learn(call, home, answer.body);
  return answerWhole(call, answer.head.status, answer.body);
}

function requestFor({ exchange }: ObjectCall, id: string, deed: ObjectDeed): ProviderRequest {
  const { headers, query } = exchange.req;
  const isDownload = deed === "content" || deed === "results";
  const action = deed === "get" || deed === "delete" ? "" : `/${deed}`;
  const method = deed === "cancel" ? "POST" : deed === "delete" ? "DELETE" : "GET";
  const range = isDownload ? headers.range : undefined;
  return {
    method,
    suffix: `/${encodeURIComponent(id)}${action}`,
    query: tidyQuery(query),
    isDownload,
    ...(range === undefined ? {} : { headers: { range } }),
  };
}

async function find(call: ObjectCall, id: string): Promise<Home> {
  const { scope, collection } = call;
  const provider = namedProvider(call)?.id ?? null;
  const known = ID.test(id)
    ? await fromStore(findProviderObject(scope, { id, kind: collection.kind, provider }))
    : null;
  if (known === null) throw notFound(collection.kind);
  const home = homeOf(call, known);
  if (home === null) {
    throw new AppError("not_found", "the object's provider key is gone", {
      userMessage: `The provider key that this ${collection.kind} was made with is no longer connected.`,
    });
  }
  if (home.provider.paths[collection.path] === null) throw notFound(collection.kind);
  return home;
}

async function learn(call: ObjectCall, home: Home, body: Buffer): Promise<void> {
  if (call.collection.kind !== "batch") return;
  const json = parseObject(body.toString());
  if (json !== null) await learnObjects(call, home, objectsIn(json, "batch"));
}

async function forget({ scope }: ObjectCall, home: Home, id: string): Promise<void> {
  await fromStore(forgetProviderObject(scope, home.provider.id, id));
}
