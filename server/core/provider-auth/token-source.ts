import { Agent, request } from "undici";

export interface TokenRequest {
  url: string;
  /** Made when the token is needed: an assertion is good for minutes only. */
  form: () => Record<string, string>;
}

/** Sends a form and gives back what was answered. */
export type PostForm = (
  url: string,
  form: Record<string, string>,
) => Promise<{ status: number; body: string }>;

/** The provider's sign-in refused the credential: no token, and no use in asking again soon. */
export class CredentialRefused extends Error {
  override readonly name = "CredentialRefused";
  constructor(readonly status: number) {
    super(`the sign-in answered ${status}`);
  }
}

const TOKENS_MAX = 5_000;
const TIMEOUT_MS = 10_000;
const BODY_BYTES_MAX = 64 * 1024;
/** A token is renewed this long before it ends: calls under way still have to arrive with it. */
const MARGIN_MS = 300_000;

interface Held {
  token: Promise<string>;
  /** Once it is here. */
  value: string | null;
  untilMs: number;
}

/** Access tokens by credential, bought once for all calls that wait and kept until shortly before they end. */
export class TokenSource {
  readonly #held = new Map<string, Held>();
  readonly #post: PostForm;
  readonly #nowMs: () => number;

  constructor(post: PostForm = postForm, nowMs: () => number = Date.now) {
    this.#post = post;
    this.#nowMs = nowMs;
  }

  token(name: string, wanted: TokenRequest): Promise<string> {
    const held = this.#held.get(name);
    if (held !== undefined && this.#nowMs() < held.untilMs) return held.token;
    if (this.#held.size >= TOKENS_MAX) this.#held.clear();
    const entry: Held = { token: Promise.resolve(""), value: null, untilMs: Number.POSITIVE_INFINITY };
    entry.token = this.#buy(wanted, entry).catch((thrown: unknown) => {
      if (this.#held.get(name) === entry) this.#held.delete(name);
      throw thrown;
    });
    this.#held.set(name, entry);
    return entry.token;
  }

  /** Drops a token that was refused; one that has taken its place meanwhile stays. */
  forget(name: string, token: string): void {
    if (this.#held.get(name)?.value === token) this.#held.delete(name);
  }

  async #buy({ url, form }: TokenRequest, entry: Held): Promise<string> {
    const { status, body } = await this.#post(url, form());
    if (status >= 400 && status < 500 && status !== 429) throw new CredentialRefused(status);
    const { token, lifetimeS } = readToken(status, body);
    entry.untilMs = this.#nowMs() + Math.max(lifetimeS * 1_000 - MARGIN_MS, (lifetimeS * 1_000) / 2);
    entry.value = token;
    return token;
  }
}

function readToken(status: number, body: string): { token: string; lifetimeS: number } {
  const fields = new Map<string, unknown>(status === 200 ? Object.entries(parse(body)) : []);
  const token = fields.get("access_token");
  const lifetime = Number(fields.get("expires_in"));
  if (typeof token !== "string" || !/^[\x21-\x7e]+$/.test(token))
    throw new Error(`no token in the answer ${status}`);
  return { token, lifetimeS: Number.isFinite(lifetime) && lifetime > 0 ? lifetime : 60 };
}

function parse(body: string): object {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** No redirect is followed: what is posted signs somebody in. */
async function postForm(
  url: string,
  form: Record<string, string>,
): Promise<{ status: number; body: string }> {
  const agent = new Agent({ connect: { timeout: TIMEOUT_MS } });
  try {
    const { statusCode, body } = await request(url, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: new URLSearchParams(form).toString(),
      dispatcher: agent,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    let text = "";
    for await (const chunk of body) {
      text += String(chunk);
      if (text.length > BODY_BYTES_MAX) throw new Error("the answer is too large");
    }
    return { status: statusCode, body: text };
  } finally {
    await agent.destroy();
  }
}
