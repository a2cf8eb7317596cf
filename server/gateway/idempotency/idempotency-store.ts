import type { AppError } from "@/server/core/errors";
import type { Hop } from "../stages/plan-route";

/** An answer as it can be given again. */
export interface KeptAnswer {
  /** The request that was really answered. */
  requestId: string;
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  isStream: boolean;
  /** Who answered; never with the provider key. */
  hop: (Hop & { connection: null }) | null;
}

/** How the first request with a key ended. */
export type Ended =
  /** From now on every request with this key gets this answer; null: one that is too large to be kept. */
  | { kind: "kept"; answer: KeptAnswer | null }
  /** For those who are waiting; the key is free again. */
  | { kind: "given"; answer: KeptAnswer }
  | { kind: "failed"; error: AppError }
  /** Nobody knows an answer: whoever waits may make the call. */
  | { kind: "abandoned" };

export type Begun =
  /** The caller makes the call, and must tell its end. */
  | { kind: "first"; end(ended: Ended): void }
  | { kind: "answered"; answer: KeptAnswer | null }
  | { kind: "running"; ended: Promise<Ended> }
  /** The key was used for another request. */
  | { kind: "conflict" };

export interface KeyedRequest {
  orgId: string;
  /** API key, project and Idempotency-Key: the same three names of another organisation are another key. */
  name: string;
  /** What must be equal for two requests to be the same. */
  fingerprint: string;
  /** How long an answer may be kept; that the key was answered is remembered for 24 hours in any case. */
  keepTextMs: number;
}

/** Who was first with an Idempotency-Key, and what came of it. */
export interface IdempotencyStore {
  begin(request: KeyedRequest): Promise<Begun>;
}
