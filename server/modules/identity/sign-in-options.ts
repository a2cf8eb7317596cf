import type { SignInOptionsOutput } from "@/server/contracts/identity";
import { appDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { env } from "@/server/env";
import { canSendMail, hasLocalOutbox } from "@/server/integrations/mail/local-outbox";

export const DEMO_EMAIL = "demo@floopy.local";

export async function getSignInOptions(): Promise<SignInOptionsOutput> {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET } = env();
  return {
    magicLink: canSendMail(),
    google: GOOGLE_CLIENT_ID !== undefined && GOOGLE_CLIENT_SECRET !== undefined,
    github: GITHUB_CLIENT_ID !== undefined && GITHUB_CLIENT_SECRET !== undefined,
    sso: await hasSso(),
    hasLocalOutbox: hasLocalOutbox(),
    demoEmail: (await hasDemoLogin()) ? DEMO_EMAIL : null,
  };
}

/** Whether any organisation of this installation has proved a domain for it. */
async function hasSso(): Promise<boolean> {
  return (
    (await systemDb().ssoConnection.count({
      where: { domainVerifiedAt: { not: null }, issuer: { not: null } },
    })) > 0
  );
}

async function hasDemoLogin(): Promise<boolean> {
  if (!env().FLOOPY_EMBEDDED) return false;
  return (await appDb().user.count({ where: { email: DEMO_EMAIL } })) > 0;
}
