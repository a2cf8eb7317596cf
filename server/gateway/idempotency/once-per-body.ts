import { createHash } from "node:crypto";
import { AppError, toAppError } from "@/server/core/errors";
import type { GatewayResponse } from "../types";
import type { Ended, IdempotencyStore, KeptAnswer } from "./idempotency-store";

export interface WholeAnswer {
  status: number;
  body: Buffer;
}

export interface KeyedCall {
  orgId: string;
  /** The API key and the path: the same Idempotency-Key elsewhere is another one. */
  scope: readonly string[];
  /** The header as it came. */
  key: string | undefined;
  requestId: string;
  bytes: Buffer;
}

const KEY_LENGTH_MAX = 255;
const KEEP_TEXT_MS = 24 * 3_600_000;

/** Does the work at most once for an Idempotency-Key. For calls that answer whole and are not recorded as requests. */
export async function oncePerBody(
  store: IdempotencyStore,
  call: KeyedCall,
  work: () => Promise<WholeAnswer>,
): Promise<Pick<GatewayResponse, "status" | "headers"> & { body: Buffer }> {
  const key = call.key?.trim() ?? "";
  if (key === "") return { ...(await work()), headers: {} };
  if (key.length > KEY_LENGTH_MAX) throw tooLong();
  const name = JSON.stringify([...call.scope, key]);
  const fingerprint = createHash("sha256").update(call.bytes).digest("base64");
  for (;;) {
    const begun = await store.begin({ orgId: call.orgId, name, fingerprint, keepTextMs: KEEP_TEXT_MS });
    if (begun.kind === "conflict") throw usedOtherwise();
    if (begun.kind === "answered") return replay(begun.answer);
    if (begun.kind === "first") return { ...(await workFirst(call, begun.end, work)), headers: {} };
    const ended = await begun.ended;
    if (ended.kind === "failed") throw ended.error;
    if (ended.kind !== "abandoned") return replay(ended.answer);
  }
}

async function workFirst(
  { requestId }: KeyedCall,
  end: (ended: Ended) => void,
  work: () => Promise<WholeAnswer>,
): Promise<WholeAnswer> {
  try {
    const { status, body } = await work();
    end({ kind: "kept", answer: { requestId, status, body, headers: {}, isStream: false, hop: null } });
    return { status, body };
  } catch (thrown) {
    const error = toAppError(thrown);
    end({ kind: "failed", error });
    throw error;
  }
}

function replay(answer: KeptAnswer | null): Pick<GatewayResponse, "status" | "headers"> & { body: Buffer } {
  if (answer === null)
    throw new AppError("conflict", "The first answer to this Idempotency-Key is not kept.");
  const { status, body, requestId } = answer;
  return { status, body, headers: { "floopy-idempotent-replay": requestId } };
}

function tooLong(): AppError {
  return new AppError("invalid_request", "Idempotency-Key is too long", {
    userMessage: `Idempotency-Key may have at most ${KEY_LENGTH_MAX} characters.`,
    param: "Idempotency-Key",
  });
}

function usedOtherwise(): AppError {
  return new AppError("idempotency_conflict", "Idempotency-Key was used with another body", {
    userMessage: "This Idempotency-Key was already used for a request with another body. Use a new key.",
    param: "Idempotency-Key",
  });
}
