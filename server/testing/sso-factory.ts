import { randomBase62 } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { sealClientSecret } from "@/server/modules/sso/sso.queries";

/** A connection whose domain was proved; nobody has signed in by it yet. */
export async function createTestSso(
  orgId: string,
  over: { domain?: string; issuer?: string; isEnforced?: boolean } = {},
): Promise<string> {
  const domain = over.domain ?? `${randomBase62(12).toLowerCase()}.example`;
  const issuer = over.issuer ?? "https://127.0.0.1:1";
  const secret = sealClientSecret(orgId, 1, "a client secret");
  await systemDb().ssoConnection.create({
    data: {
      ...secret,
      orgId,
      domain,
      issuer,
      clientId: "floopy",
      domainToken: "token",
      domainVerifiedAt: new Date(),
      isEnforced: over.isEnforced ?? false,
    },
  });
  return domain;
}
