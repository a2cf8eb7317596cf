import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import type { ErrorCode } from "@/server/contracts/error-codes";
import type { SignInError } from "@/server/contracts/identity";
import { CLIENT_ADDRESS_HEADER } from "@/server/core/client-address";
import { toAppError } from "@/server/core/errors";
import { uuidv7 } from "@/server/core/ids";
import { errorFields, log } from "@/server/core/logger";
import { deriveKey, equalsConstantTime } from "@/server/core/secrets";
import { masterKey } from "@/server/env";
import { endLogin, startLogin, type Visit } from "@/server/modules/identity";
import { beginSso, finishSso, type SsoAttempt } from "@/server/modules/sso";
import { parseCookies, setCookie } from "./cookies";
import { loginCookie, loginCookieName, readLogin } from "./login-token";
import { publicOrigin, usesSecureCookies } from "./public-origin";

const ATTEMPT_SECONDS = 600;
const CALLBACK_PATH = "/api/sso/callback";

const Kept = z.object({
  email: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string().startsWith("/"),
});

/** What the sign-in page says; of anything else that it did not work. */
const SHOWN: Partial<Record<ErrorCode, SignInError>> = {
  not_found: "SsoUnknown",
  rate_limited: "Throttled",
  permission_denied: "SsoRefused",
};

/** Signing in at an organisation’s own identity provider: there and back again. */
export async function handleSsoRequest(request: Request, action: string): Promise<Response> {
  const visit = { requestId: uuidv7(), address: request.headers.get(CLIENT_ADDRESS_HEADER), now: new Date() };
  const origin = publicOrigin(request.headers);
  try {
    if (action === "start")
      return isFromElsewhere(request.headers)
        ? leave(`${origin}/sign-in`, [])
        : await start(request, visit, origin);
    if (action === "callback") return await finish(request, visit, origin);
    return new Response("Not found", { status: 404 });
  } catch (thrown) {
    const { code } = toAppError(thrown);
    log.warn("single sign-on failed", { requestId: visit.requestId, code, ...errorFields(thrown) });
    return leave(`${origin}/sign-in?error=${SHOWN[code] ?? "SsoFailed"}`, [
      setCookie(attemptCookieName(), "", 0),
    ]);
  }
}

/**
 * Whether another site sent the browser here: with an address of its own provider it would sign the visitor in as
 * somebody else, unasked. Browsers that do not say are let through: those on plain http never do.
 */
function isFromElsewhere(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  return site !== null && site !== "same-origin" && site !== "none";
}

async function start(request: Request, visit: Visit, origin: string): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const redirectUri = origin + CALLBACK_PATH;
  const { url, attempt } = await beginSso(visit, { email: searchParams.get("email") ?? "", redirectUri });
  const next = pathOf(searchParams.get("callbackUrl"), origin);
  const kept = await encode({ token: { ...attempt, next }, secret: secret(), maxAge: ATTEMPT_SECONDS });
  return leave(url, [setCookie(attemptCookieName(), kept, ATTEMPT_SECONDS)]);
}

async function finish(request: Request, visit: Visit, origin: string): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const { next, ...attempt } = await readAttempt(request);
  const [code, state] = [searchParams.get("code"), searchParams.get("state")];
  if (code === null || state === null || !equalsConstantTime(state, attempt.state))
    throw new Error("the provider’s answer belongs to no sign-in of this browser");
  const redirectUri = origin + CALLBACK_PATH;
  const { person, connection } = await finishSso(visit, { attempt, code, redirectUri });
  const previous = await readLogin(parseCookies(request.headers.get("cookie"))[loginCookieName()]);
  if (previous !== null) await endLogin(previous.userId, previous.loginSessionId, visit.now);
  const loginSessionId = await startLogin(person.id, request.headers.get("user-agent"), visit.now);
  return leave(origin + (next === "/" ? `/${connection.orgSlug}` : next), [
    await loginCookie({ userId: person.id, loginSessionId }),
    setCookie(attemptCookieName(), "", 0),
  ]);
}

async function readAttempt(request: Request): Promise<SsoAttempt & { next: string }> {
  const token = parseCookies(request.headers.get("cookie"))[attemptCookieName()];
  return Kept.parse(await decode({ token, secret: secret() }));
}

/** A path of ours; anything else is the start page. */
function pathOf(wanted: string | null, origin: string): string {
  const url = wanted !== null && URL.canParse(wanted, origin) ? new URL(wanted, origin) : null;
  return url?.origin === origin ? url.pathname + url.search : "/";
}

function leave(location: string, cookies: readonly string[]): Response {
  const headers = new Headers({ location, "cache-control": "no-store", "referrer-policy": "no-referrer" });
  for (const each of cookies) headers.append("set-cookie", each);
  return new Response(null, { status: 302, headers });
}

function attemptCookieName(): string {
  return usesSecureCookies() ? "__Host-floopy.sso" : "floopy.sso";
}

function secret(): string {
  return deriveKey(masterKey(), "sso-attempt").toString("base64");
}
