import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from "node:http";
import { listen } from "./harness";

export interface CloudCall {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  res: ServerResponse;
  /** Answers with these bytes as AWS's event stream, in pieces of the given size. */
  stream(bytes: Buffer, pieceBytes: number): void;
}

/** A cloud that answers every path as the test says, and sells tokens at `/token`. */
export class CloudUpstream {
  readonly #calls: CloudCall[] = [];
  #server: Server | undefined;
  #answer: (call: CloudCall) => void = ({ res }) => res.writeHead(404).end();
  origin = "";
  /** How many tokens were sold; their names count them. */
  sold = 0;
  /** With what the last one was bought. */
  assertion = "";

  async start(): Promise<this> {
    const { server, origin } = await listen((req, res) => void this.#serve(req, res));
    this.#server = server;
    this.origin = origin;
    return this;
  }

  answer(answer: (call: CloudCall) => void): void {
    this.#answer = answer;
  }

  get last(): Omit<CloudCall, "res"> {
    const call = this.#calls.at(-1);
    if (call === undefined) throw new Error("no call was made");
    const { res: _res, ...facts } = call;
    return facts;
  }

  close(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  async #serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks).toString();
    if (req.url === "/token") return this.#sell(body, res);
    const stream = (bytes: Buffer, pieceBytes: number): void => void sendPieces(res, bytes, pieceBytes);
    const call = { path: req.url ?? "", headers: req.headers, body, res, stream };
    this.#calls.push(call);
    this.#answer(call);
  }

  #sell(body: string, res: ServerResponse): void {
    this.assertion = new URLSearchParams(body).get("assertion") ?? "";
    this.sold += 1;
    const sold = { access_token: `token-${this.sold}`, expires_in: 3_600, token_type: "Bearer" };
    res.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(sold));
  }
}

async function sendPieces(res: ServerResponse, bytes: Buffer, pieceBytes: number): Promise<void> {
  res.writeHead(200, { "content-type": "application/vnd.amazon.eventstream" });
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    res.write(bytes.subarray(at, at + pieceBytes));
    await new Promise((resolve) => setImmediate(resolve));
  }
  res.end();
}
