import { handleAuthRequest } from "@/server/auth/auth-handler";
import { pendingFromRequest, personFromRequest } from "@/server/auth/person-from-request";
import { answerProcedure, type Outcome, outcomeOf } from "./walk-outcome";

export const AUTH_HOST = "127.0.0.1:4300";
export const AUTH_ORIGIN = `http://${AUTH_HOST}`;

/** A browser: keeps cookies, sends Origin on POST. */
export class Browser {
  readonly cookies = new Map<string, string>();
  constructor(private readonly host = AUTH_HOST) {}

  header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(
      new Request(`${AUTH_ORIGIN}${path}`, {
        headers: { host: this.host, cookie: this.header(), ...headers },
      }),
    );
  }

  async post(
    path: string,
    form: Record<string, string>,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const csrf = await (await this.get("/api/auth/csrf")).json();
    const body = new URLSearchParams({ csrfToken: csrf.csrfToken, json: "true", ...form });
    const type = { "content-type": "application/x-www-form-urlencoded" };
    return this.send(
      new Request(`${AUTH_ORIGIN}${path}`, {
        method: "POST",
        body,
        headers: {
          host: this.host,
          origin: `http://${this.host}`,
          cookie: this.header(),
          ...type,
          ...headers,
        },
      }),
    );
  }

  async signIn(email: string, password: string, form: Record<string, string> = {}): Promise<string> {
    const response = await this.post("/api/auth/callback/credentials", { email, password, ...form });
    return (await response.json()).url;
  }

  async person() {
    return personFromRequest(new Headers({ cookie: this.header() }));
  }

  async pending() {
    return pendingFromRequest(new Headers({ cookie: this.header() }));
  }

  /** Calls a procedure and keeps the cookies of the answer. */
  async call(path: string, type: "query" | "mutation", input: unknown): Promise<Outcome> {
    const response = await answerProcedure(path, type, this.header(), input);
    this.keepCookies(response);
    return outcomeOf(response);
  }

  private async send(request: Request): Promise<Response> {
    const response = await handleAuthRequest(request);
    this.keepCookies(response);
    return response;
  }

  private keepCookies(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const [name = "", value = ""] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
      if (/max-age=0/i.test(line) || value === "") this.cookies.delete(name);
      else this.cookies.set(name, decodeURIComponent(value));
    }
  }
}
