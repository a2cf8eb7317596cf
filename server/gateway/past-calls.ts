import type { Gateway } from "./gateway";
import { Presence } from "./presence";
import { type GatewayRequest, isStream, type StreamSink } from "./types";

export interface PastCall {
  at: Date;
  method: "GET" | "POST";
  /** With its leading `/v1`; a query may follow. */
  path: string;
  apiKey: string;
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
}

export interface PastAnswer {
  status: number;
  headers: Readonly<Record<string, string>>;
  text: string;
}

/** Makes a call that is to have happened at another time; a stream is read to its end. */
export type CallPast = (call: PastCall) => Promise<PastAnswer>;

/** Calls of the gateway in this process whose time can be chosen; everything else about them is as for anybody. */
export function pastCalls(gateway: Pick<Gateway, "handle">): CallPast {
  return async ({ at, method, path, apiKey, headers, body }) => {
    const [pathname = path, query = ""] = path.split("?");
    const bytes = body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body));
    const request: GatewayRequest = {
      ...{ method, query, at, path: pathname },
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json", ...headers },
      readBody: async () => bytes,
      openBody: () => piecesOf(bytes),
      remoteAddress: "",
      presence: new Presence(),
    };
    const answer = await gateway.handle(request);
    return { status: answer.status, headers: answer.headers, text: await textOf(answer.body) };
  };
}

async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

async function textOf(body: Awaited<ReturnType<Gateway["handle"]>>["body"]): Promise<string> {
  if (!isStream(body)) return body.toString();
  const pieces: Buffer[] = [];
  const sink: StreamSink = { write: (chunk) => pieces.push(Buffer.from(chunk)) > 0, drained: async () => {} };
  await body.pipe(sink);
  return Buffer.concat(pieces).toString();
}
