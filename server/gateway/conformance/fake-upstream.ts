import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from "node:http";
import { listen } from "./harness";

export interface SeenCall {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Resolves when the gateway closed this call before it was answered. */
  closed: Promise<void>;
}

export type Behaviour = (res: ServerResponse, call: SeenCall) => void | Promise<void>;

/** An upstream that does exactly what a test tells it to, by the model's name. */
export class FakeUpstream {
  readonly calls: SeenCall[] = [];
  readonly #behaviours = new Map<string, Behaviour>();
  #server: Server | undefined;
  baseUrl = "";

  async start(): Promise<this> {
    const { server, origin } = await listen((req, res) => void this.#serve(req, res));
    this.#server = server;
    this.baseUrl = `${origin}/v1`;
    return this;
  }

  on(model: string, behaviour: Behaviour): this {
    this.#behaviours.set(model, behaviour);
    return this;
  }

  /** The calls that named this model, oldest first. */
  callsOf(model: string): SeenCall[] {
    return this.calls.filter(({ body }) => modelOf(body) === model);
  }

  close(): void {
    this.#server?.closeAllConnections();
    this.#server?.close();
  }

  async #serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks).toString();
    const closed = new Promise<void>((resolve) => res.on("close", () => !res.writableFinished && resolve()));
    const call = { path: req.url ?? "", headers: req.headers, body, closed };
    this.calls.push(call);
    const behaviour = this.#behaviours.get(modelOf(body));
    if (behaviour === undefined) res.writeHead(404).end();
    else await behaviour(res, call);
  }
}

/** Empty for a body that names none, a file for example. */
function modelOf(body: string): string {
  try {
    return String(JSON.parse(body).model);
  } catch {
    return "";
  }
}

const SSE = { "content-type": "text/event-stream" };

export function chunkEvent(delta: Record<string, unknown>, finishReason: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finishReason }];
  return `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", model: "m-1", choices, usage: null })}\n\n`;
}

export const USAGE_EVENT = `data: ${JSON.stringify({
  id: "c",
  object: "chat.completion.chunk",
  choices: [],
  usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
})}\n\n`;
export const DONE_EVENT = "data: [DONE]\n\n";

export function completion(content: string): string {
  return JSON.stringify({
    id: "c",
    object: "chat.completion",
    model: "m-1",
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
  });
}

/** Sends these bytes as an event stream, in pieces of the given size, then ends (or breaks) the connection. */
export function streams(text: string, options: { pieceBytes?: number; isCut?: boolean } = {}): Behaviour {
  return async (res) => {
    res.writeHead(200, SSE);
    const bytes = Buffer.from(text);
    const size = options.pieceBytes ?? bytes.length;
    for (let at = 0; at < bytes.length; at += size) {
      res.write(bytes.subarray(at, at + size));
      // One turn of the loop between pieces, so that they leave as separate packets.
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (options.isCut) res.destroy();
    else res.end();
  };
}

export function answers(status: number, body: string, headers: Record<string, string> = {}): Behaviour {
  return (res) => {
    res.writeHead(status, { "content-type": "application/json", ...headers });
    res.end(body);
  };
}
