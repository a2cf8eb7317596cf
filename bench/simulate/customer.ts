import { z } from "zod";

/** What a customer's application knows of its account. */
export interface Account {
  slug: string;
  name: string;
  routeId: string;
  serverKey: string;
  pageKey: string;
  /** May change how the organisation learns. */
  adminKey: string;
  /** Where its pages are served from. */
  origin: string;
}

export interface Answer {
  requestId: string;
  text: string;
  model: string;
  costUsd: number;
}

const Completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});
const Token = z.object({ token: z.string() });
const Ask = z.object({ show: z.boolean(), show_id: z.string().optional() });
const Decision = z.object({ phase: z.string(), confidence: z.number(), explanation: z.string() });
const Receipt = z.object({
  receipt: z.object({ hash_before: z.string(), hash_after: z.string(), hash_without: z.string() }),
});
export type LeavingReceipt = z.infer<typeof Receipt>["receipt"];

const Contribution = z.object({
  mode: z.enum(["shared", "isolated"]),
  given: z.object({ answers: z.number(), cells: z.number() }),
  received: z.object({ used_cells: z.number() }),
  lift: z.object({
    sessions: z.number(),
    estimate: z.object({ difference: z.number(), low: z.number(), high: z.number() }).nullable(),
  }),
});
export type Contribution = z.infer<typeof Contribution>;

const RETRIES_MAX = 20;
const CALL_MS_MAX = 60_000;

/** A customer's application: its server calls the public API, its pages the widget's part of it. */
export class Customer {
  constructor(
    private readonly baseUrl: string,
    readonly account: Account,
  ) {}

  /** The next answer of a conversation, by whatever model the product chooses. */
  async ask(sessionId: string, messages: readonly object[]): Promise<Answer> {
    const sent = { model: "auto", messages };
    const response = await this.#call("/chat/completions", sent, { "floopy-session-id": sessionId });
    const { choices } = Completion.parse(await response.json());
    const told = (name: string): string => response.headers.get(name) ?? "";
    return {
      requestId: told("x-request-id"),
      text: choices[0]?.message.content ?? "",
      model: told("floopy-model"),
      costUsd: Number(told("floopy-cost-micro-usd")) / 1e6,
    };
  }

  async isStored(sessionId: string): Promise<boolean> {
    const response = await this.#send("GET", `/session/${sessionId}`, null, this.#asServer({}));
    await response.arrayBuffer();
    return response.ok;
  }

  /** The widget: a token from the server, may this user be asked, and, where it answers, the answer. */
  async survey(sessionId: string, user: string, score: number | null): Promise<boolean> {
    const made = await this.#call("/sessions/token", { session_id: sessionId, user_id: user });
    const { token } = Token.parse(await made.json());
    const place = { session_id: sessionId, token };
    const decided = await this.#page("/nps/decide", place);
    const { show, show_id } = Ask.parse(await decided.json());
    if (!show || score === null) return false;
    const shown_at = new Date().toISOString();
    await (await this.#page("/nps", { ...place, score, show_id, shown_at })).arrayBuffer();
    return true;
  }

  /** What the server itself has measured of a session: was it resolved? */
  async measured(sessionId: string, value: number): Promise<void> {
    const body = { session_id: sessionId, kind: "metric", metric: "resolved", value };
    await (await this.#call("/feedback", body)).arrayBuffer();
  }

  async decision(requestId: string): Promise<z.infer<typeof Decision>> {
    return Decision.parse(await (await this.#get(`/decisions/${requestId}`)).json());
  }

  async contribution(): Promise<Contribution> {
    return Contribution.parse(await (await this.#get("/learning/contribution")).json());
  }

  /** Leaves the pool, and says what the product gives in writing. */
  async learnAlone(): Promise<LeavingReceipt> {
    const body = { mode: "isolated", confirm: "learn alone" };
    const asAdmin = { authorization: `Bearer ${this.account.adminKey}` };
    const response = await this.#send("PUT", "/learning/mode", body, asAdmin);
    if (!response.ok) throw await failed("/learning/mode", response);
    return Receipt.parse(await response.json()).receipt;
  }

  async #get(path: string): Promise<Response> {
    const response = await this.#send("GET", path, null, this.#asServer({}));
    if (!response.ok) throw await failed(path, response);
    return response;
  }

  #call(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
    return this.#patiently(path, body, this.#asServer(headers));
  }

  #page(path: string, body: object): Promise<Response> {
    const { pageKey, origin } = this.account;
    return this.#patiently(path, body, { authorization: `Bearer ${pageKey}`, origin });
  }

  #asServer(headers: Record<string, string>): Record<string, string> {
    return { authorization: `Bearer ${this.account.serverKey}`, ...headers };
  }

  /** As the documentation asks of clients: what is refused for now is sent again when it says so. */
  async #patiently(path: string, body: object, headers: Record<string, string>): Promise<Response> {
    for (let turn = 1; ; turn++) {
      const response = await this.#send("POST", path, body, headers);
      if (response.ok) return response;
      const isTemporary = response.status === 429 || response.status === 503;
      if (!isTemporary || turn === RETRIES_MAX) throw await failed(path, response);
      await response.arrayBuffer();
      const seconds = Number(response.headers.get("retry-after") ?? 1);
      await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    }
  }

  #send(
    method: string,
    path: string,
    body: object | null,
    headers: Record<string, string>,
  ): Promise<Response> {
    return fetch(`${this.baseUrl}/v1${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
      signal: AbortSignal.timeout(CALL_MS_MAX),
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    });
  }
}

async function failed(path: string, response: Response): Promise<Error> {
  return new Error(`${path} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
}
