import type { z } from "zod";
import type { Action } from "@/server/contracts/permissions";
import type { Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { parseObject } from "../json-value";
import { type AuthenticateDeps, authenticate, authorizeCaller, type Caller } from "../stages/authenticate";
import type { GatewayRequest, GatewayResponse } from "../types";

/** An answer before the headers that all answers have. */
export interface ResourceAnswer extends Pick<GatewayResponse, "status" | "body"> {
  headers?: Record<string, string>;
}

/** A call of one of our own resources: who calls, as whom the verbs see them, and for what. */
export interface ResourceCall {
  req: GatewayRequest;
  caller: Caller;
  ctx: Ctx;
  /** What a key is confined to. */
  scope: { projectId: string };
}

export async function openCall(
  deps: AuthenticateDeps,
  req: GatewayRequest,
  { action, requestId }: { action: Action; requestId: string },
): Promise<ResourceCall> {
  const caller = await authenticate(deps, req);
  authorizeCaller(caller, action, req.remoteAddress);
  return { req, caller, ctx: ctxOf(caller, req, requestId), scope: { projectId: caller.key.projectId } };
}

/** The caller as the verbs know it. */
export function ctxOf({ key, org }: Caller, req: GatewayRequest, requestId: string): Ctx {
  return {
    orgId: org.orgId,
    planId: org.planId,
    actor: { kind: "api_key", keyId: key.id, label: `API key ${key.id}`, permissions: key.permissions },
    requestId,
    address: req.remoteAddress === "" ? null : req.remoteAddress,
    now: () => req.at ?? new Date(),
  };
}

/** The query by a schema that refuses what it does not know. Names in `lists` may be repeated or joined by commas. */
export function readQuery<Schema extends z.ZodType>(
  schema: Schema,
  { query }: GatewayRequest,
  lists: readonly string[] = [],
): z.output<Schema> {
  const values: Record<string, string | string[]> = {};
  for (const [sent, value] of new URLSearchParams(query)) {
    const name = sent.replace(/\[\]$/, "");
    const before = Object.hasOwn(values, name) ? values[name] : undefined;
    if (lists.includes(name)) values[name] = [...(before ?? []), ...value.split(",")];
    else if (before === undefined) values[name] = value;
    else throw new AppError("invalid_request", `${name} was given more than once.`, { param: name });
  }
  return parseInput(schema, values);
}

/** The body as an object; an empty one has no members. */
export async function readJsonBody(req: GatewayRequest, bytesMax: number): Promise<unknown> {
  const bytes = await req.readBody(bytesMax);
  if (bytes.length === 0) return {};
  const body = parseObject(bytes.toString());
  if (body === null) throw new AppError("invalid_request", "The body must be a JSON object.");
  return body;
}

export function json(status: number, value: unknown): ResourceAnswer {
  return { status, body: Buffer.from(JSON.stringify(value)) };
}
