import type { NextAuthOptions } from "next-auth";
import credentials from "next-auth/providers/credentials";
import email from "next-auth/providers/email";
import { EmailSchema } from "@/server/contracts/identity";
import { errorFields, log } from "@/server/core/logger";
import { canSendMail } from "@/server/integrations/mail/local-outbox";
import { sendMail } from "@/server/integrations/mail/send-mail";
import { checkPassword, endLogin, startLogin, type Visit } from "@/server/modules/identity";
import { isSsoRequired } from "@/server/modules/sso";
import { authAdapter } from "./adapter";
import { interopDefault } from "./interop-default";
import { authSecret, decodeLoginToken, LOGIN_SECONDS_MAX, loginCookieName, readLogin } from "./login-token";
import { LINK_MINUTES, magicLinkMail } from "./magic-link-mail";
import { oauthProviders } from "./oauth-providers";
import { usesSecureCookies } from "./public-origin";
import { isRateLimited, linkRefusal, providerRefusal } from "./sign-in-rules";

export interface AuthVisit extends Visit {
  userAgent: string | null;
  /** Verified by `publicOrigin`. */
  origin: string;
  /** The login cookie that came with the request. */
  loginCookie: string | undefined;
  isSigningOut: boolean;
}

/** next-auth's configuration for one request. */
export function authOptions(visit: AuthVisit): NextAuthOptions {
  const secure = usesSecureCookies();
  return {
    secret: authSecret(),
    adapter: authAdapter(visit),
    providers: [passwordProvider(visit), ...(canSendMail() ? [linkProvider()] : []), ...oauthProviders()],
    session: { strategy: "jwt", maxAge: LOGIN_SECONDS_MAX },
    // A token is only as good as its login session, also where next-auth reads it for itself. One that waits for its
    // second factor can be signed out, and nothing else: an account must not be linked to it.
    jwt: { decode: ({ token }) => decodeLoginToken(token, { isPendingTaken: visit.isSigningOut }) },
    useSecureCookies: secure,
    cookies: {
      sessionToken: {
        name: loginCookieName(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure },
      },
    },
    pages: { signIn: "/sign-in", error: "/sign-in", verifyRequest: "/check-your-mail" },
    logger: {
      error: (code) => log.warn("sign-in failed", { code, requestId: visit.requestId }),
      warn: () => {},
      debug: () => {},
    },
    callbacks: callbacks(visit),
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sub === "string" && typeof token.sid === "string") {
          await endLogin(token.sub, token.sid, visit.now);
        }
      },
    },
  };
}

function callbacks(visit: AuthVisit): NextAuthOptions["callbacks"] {
  return {
    signIn: async ({ user, account, profile, email }) => {
      // Every way of this handler comes through here, the ones that are yet to be added too.
      if (await isSsoRequired(user.email ?? profile?.email ?? ""))
        return `${visit.origin}/sign-in?error=SsoRequired`;
      const error = email?.verificationRequest
        ? await linkRefusal(visit, user.email ?? "")
        : account?.type === "oauth" &&
          (await providerRefusal(account, user.email ?? profile?.email, profile));
      return error ? `${visit.origin}/sign-in?error=${error}` : true;
    },
    redirect: ({ url, baseUrl }) => {
      const target = URL.canParse(url, baseUrl) ? new URL(url, baseUrl) : null;
      return target?.origin === baseUrl ? target.href : baseUrl;
    },
    // `user` is there only at sign-in: each one starts a session of its own.
    jwt: async ({ token, user }) =>
      user ? { sub: user.id, sid: await replaceLogin(visit, user.id) } : token,
    session: ({ session }) => ({ expires: session.expires }),
  };
}

/** A session for this sign-in; the one the browser had until now ends. */
async function replaceLogin(visit: AuthVisit, userId: string): Promise<string> {
  const previous = await readLogin(visit.loginCookie);
  if (previous !== null) await endLogin(previous.userId, previous.loginSessionId, visit.now);
  return startLogin(userId, visit.userAgent, visit.now);
}

function passwordProvider(visit: AuthVisit) {
  return interopDefault(credentials)({
    credentials: { email: {}, password: {}, confirmation: {} },
    authorize: (input) => authorizePassword(visit, input),
  });
}

function linkProvider() {
  return interopDefault(email)({
    maxAge: LINK_MINUTES * 60,
    normalizeIdentifier: (identifier) => EmailSchema.parse(identifier),
    sendVerificationRequest: ({ identifier, url }) => sendMail(magicLinkMail(identifier, url)),
  });
}

/** next-auth puts the message of what is thrown here into `?error=`, where the page looks it up. */
async function authorizePassword(visit: AuthVisit, input: unknown) {
  try {
    return await checkPassword(visit, input, visit.origin);
  } catch (thrown) {
    if (isRateLimited(thrown)) throw new Error("Throttled", { cause: thrown });
    log.error("sign-in failed", { requestId: visit.requestId, ...errorFields(thrown) });
    throw new Error("Callback", { cause: thrown });
  }
}
