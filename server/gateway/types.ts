import type { CallPurpose } from "@/server/contracts/requests";
import type { ShadowOrigin } from "@/server/modules/ingest";
import type { Presence } from "./presence";

/** Header names in lower case; a repeated header is one value joined with ", ". */
export type HeaderMap = Readonly<Record<string, string | undefined>>;

/** For whom the product calls a model, and why. */
export interface OwnCall {
  orgId: string;
  projectId: string;
  purpose: CallPurpose;
  /** What a customer’s request is asked of a shadow for: the one model that is called, once. */
  shadow?: { origin: ShadowOrigin; target: { provider: string; model: string } };
}

/** What a door hands in: no framework type, nothing read yet from the body. */
export interface GatewayRequest {
  method: string;
  /** Path with its leading `/v1`, without the query. */
  path: string;
  /** The query without its `?`; empty when there is none. */
  query: string;
  headers: HeaderMap;
  /** Reads the whole body; throws `body_too_large` as soon as more than `maxBytes` have arrived. */
  readBody(maxBytes: number): Promise<Buffer>;
  /**
   * The body piece by piece, no faster than it is asked for; for bodies that are passed on as they come. Throws what
   * `readBody` throws, at once when the client announces too much.
   */
  openBody(maxBytes: number): AsyncIterable<Buffer>;
  /** Address of the client as the door knows it (proxies already taken into account). */
  remoteAddress: string;
  /** Says when the client leaves before the answer is complete. */
  presence: Presence;
  /** The product itself calls, for a project. No door sets it: what comes from outside shows a key. */
  ownCall?: OwnCall;
  /**
   * When it is to have happened; now, where nothing is said. No door sets it: the demonstration’s past is made so. It takes
   * nothing from the limits and quotas of the present.
   */
  at?: Date;
}

/** Where a stream goes. `write` answers false when the client reads too slowly; then wait for `drained`. */
export interface StreamSink {
  write(chunk: Buffer): boolean;
  drained(): Promise<void>;
}

/**
 * An answer that is still being produced. `pipe` resolves after the last byte was written, and the door ends it; when it
 * rejects, the answer broke off and the door breaks the connection.
 */
export interface GatewayStream {
  pipe(sink: StreamSink): Promise<void>;
}

export interface GatewayResponse {
  status: number;
  headers: Record<string, string>;
  body: Buffer | GatewayStream;
}

/** Whether the body is a stream rather than whole bytes. */
export function isStream(body: Buffer | GatewayStream): body is GatewayStream {
  return !Buffer.isBuffer(body);
}
