import { createServer } from "node:http";
import Provider from "oidc-provider";

export interface TestIdentityProvider {
  issuer: string;
  /** What it says of whoever signs in under a name; `sub` is the name. */
  people: Map<string, Record<string, unknown>>;
  /** Signs somebody in as a browser would, and returns where the browser is sent back to. */
  signIn(authorizeUrl: string, name: string): Promise<URL>;
  close(): void;
}

/** A certified OpenID provider on this machine, with one client. */
export async function startIdentityProvider(redirectUri: string): Promise<TestIdentityProvider> {
  const people = new Map<string, Record<string, unknown>>();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: "floopy", client_secret: "a client secret", redirect_uris: [redirectUri] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    // In the id token, where providers of companies put them.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_ctx: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, ...people.get(sub) }),
    }),
  });
  server.on("request", provider.callback());
  return { issuer, people, close: () => server.close(), signIn: (url, name) => signIn(issuer, url, name) };
}

async function signIn(issuer: string, authorizeUrl: string, name: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(authorizeUrl);
  let form: URLSearchParams | null = null;
  for (let hops = 0; hops < 12; hops++) {
    const response: Response = await fetch(url, {
      redirect: "manual",
      method: form === null ? "GET" : "POST",
      headers: { cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join("; ") },
      ...(form === null ? {} : { body: form }),
    });
    keepCookies(response, cookies);
    form = null;
    const location = response.headers.get("location");
    if (location !== null) {
      url = new URL(location, url);
      if (url.origin !== issuer) return url;
      continue;
    }
    const page = await response.text();
    const prompt = /name="prompt" value="(login|consent)"/.exec(page)?.[1];
    if (prompt === undefined) throw new Error(`the provider shows something else: ${page.slice(0, 500)}`);
    form = new URLSearchParams(prompt === "login" ? { prompt, login: name, password: "x" } : { prompt });
  }
  throw new Error("the provider sends the browser round in a circle");
}

function keepCookies(response: Response, cookies: Map<string, string>): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = ""] = line.split(";");
    cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
  }
}
