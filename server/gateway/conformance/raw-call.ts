import { type ClientRequest, type IncomingHttpHeaders, request } from "node:http";

export interface RawResponse {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  json(): { error: Record<string, unknown> } & Record<string, unknown>;
  /** True when the connection broke before the answer was complete. */
  isCut: boolean;
}

export interface RawCall {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Sends the body in pieces without a content-length. */
  isChunked?: boolean;
  /** Called with each piece of the answer and a way to leave. */
  onChunk?: (text: string, leave: () => void) => void;
}

/** One HTTP exchange below any client library, so that malformed things can be sent and exact bytes be seen. */
export function rawCall(url: string, apiKey: string, call: RawCall = {}): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const req: ClientRequest = request(
      url,
      {
        method: call.method ?? "POST",
        headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json", ...call.headers },
        agent: false,
      },
      (res) => {
        let text = "";
        const done = (isCut: boolean): void =>
          resolve({
            status: res.statusCode ?? 0,
            headers: res.headers,
            text,
            json: () => JSON.parse(text),
            isCut,
          });
        res.setEncoding("utf8");
        res.on("data", (chunk: string) => {
          text += chunk;
          call.onChunk?.(chunk, () => req.destroy());
        });
        res.on("end", () => done(false));
        res.on("error", () => done(true));
      },
    );
    req.on("error", reject);
    if (call.isChunked) sendInPieces(req, Buffer.from(call.body ?? ""));
    else req.end(call.body);
  });
}

function sendInPieces(req: ClientRequest, body: Buffer): void {
  // The server may answer and close before everything is sent; that is what some tests are about.
  req.on("error", () => {});
  for (let at = 0; at < body.length; at += 65_536) req.write(body.subarray(at, at + 65_536));
  req.end();
}
