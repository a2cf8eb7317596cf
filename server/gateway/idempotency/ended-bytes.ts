import { z } from "zod";
import { ERROR_TABLE, type ErrorCode } from "@/server/contracts/error-codes";
import { PROVIDERS } from "@/server/contracts/provider-table";
import { AppError } from "@/server/core/errors";
import type { Ended, KeptAnswer } from "./idempotency-store";

const Head = z.object({
  kind: z.enum(["kept", "given", "failed"]),
  requestId: z.string().optional(),
  status: z.number().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  isStream: z.boolean().optional(),
  hop: z
    .object({
      provider: z.string(),
      model: z.string(),
      fallbackIndex: z.number(),
      candidateId: z.string().nullable(),
    })
    .nullish(),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      userMessage: z.string(),
      param: z.string().nullable(),
      feature: z.string().nullable(),
      retryAfterSeconds: z.number().nullable(),
      details: z.record(z.string(), z.unknown()),
    })
    .optional(),
});

type Told = Extract<Ended, { kind: "failed" } | { kind: "given" }> | { kind: "kept"; answer: KeptAnswer };

/** How a call ended, as bytes another process can read: one line of facts, then the answer as it was. */
export function endedBytes(ended: Told): Buffer {
  if (ended.kind === "failed") {
    const { code, message, userMessage, param, feature, retryAfterSeconds, details } = ended.error;
    const error = { code, message, userMessage, param, feature, retryAfterSeconds, details };
    return Buffer.from(`${JSON.stringify({ kind: "failed", error })}\n`);
  }
  const { requestId, status, headers, isStream, hop, body } = ended.answer;
  const who = hop && {
    provider: hop.provider.id,
    model: hop.model,
    fallbackIndex: hop.fallbackIndex,
    candidateId: hop.candidateId,
  };
  const head = { kind: ended.kind, requestId, status, headers, isStream, hop: who };
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), body]);
}

/** Null for bytes that say nothing. */
export function readEnded(bytes: Buffer): Told | null {
  const end = bytes.indexOf(0x0a);
  const head = Head.safeParse(parseJson(bytes.subarray(0, Math.max(end, 0)).toString())).data;
  if (head === undefined) return null;
  if (head.kind === "failed") return head.error === undefined ? null : readFailure(head.error);
  const { kind, requestId = "", status = 200, headers = {}, isStream = false } = head;
  const body = Buffer.from(bytes.subarray(end + 1));
  return { kind, answer: { requestId, status, headers, isStream, hop: readHop(head.hop), body } };
}

function readFailure(error: NonNullable<z.infer<typeof Head>["error"]>): Told | null {
  if (!isErrorCode(error.code)) return null;
  const { userMessage, param, feature, retryAfterSeconds, details } = error;
  return {
    kind: "failed",
    error: new AppError(error.code, error.message, {
      userMessage,
      details,
      ...(param === null ? {} : { param }),
      ...(feature === null ? {} : { feature }),
      ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
    }),
  };
}

function readHop(hop: z.infer<typeof Head>["hop"]): KeptAnswer["hop"] {
  const provider = hop == null ? undefined : PROVIDERS[hop.provider];
  if (hop == null || provider === undefined) return null;
  const { model, fallbackIndex, candidateId } = hop;
  return { provider, model, fallbackIndex, candidateId, connection: null };
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_TABLE, code);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
