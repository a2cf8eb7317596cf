import type { Presence } from "./presence";

/** Header names in lower case; a repeated header is one value joined with ", ". */
export type HeaderMap = Readonly<Record<string, string | undefined>>;

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
  /** Address of the client as the door knows it (proxies already taken into account). */
  remoteAddress: string;
  /** Says when the client leaves before the answer is complete. */
  presence: Presence;
}

/** Where a stream goes. `write` answers false when the client reads too slowly; then wait for `drained`. */
export interface StreamSink {
  write(chunk: Buffer): boolean;
  drained(): Promise<void>;
}

/** An answer that is still being produced. `pipe` resolves after the last byte was written; the door ends it. */
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
