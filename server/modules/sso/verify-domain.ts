import { promises as dns } from "node:dns";
import type { SsoConnection } from "@/server/contracts/sso";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { requireFeature } from "@/server/core/require-feature";
import { withTenant } from "@/server/db/tenant";
import { isUniqueViolation } from "@/server/db/unique-violation";
import { connectionOrThrow, SSO_FIELDS, toConnection } from "./sso.queries";

/** All TXT records of a name; a test passes its own. */
export type ResolveTxt = (name: string) => Promise<readonly (readonly string[])[]>;

const askNameServers: ResolveTxt = (name) => new dns.Resolver({ timeout: 2_000, tries: 2 }).resolveTxt(name);

/** Looks for the TXT record that proves the domain. A domain belongs to one organisation at a time. */
export async function verifyDomain(
  ctx: Ctx,
  resolveTxt: ResolveTxt = askNameServers,
): Promise<SsoConnection> {
  authorize(ctx, "sso:manage");
  requireFeature(ctx, "sso");
  const before = await withTenant(ctx, (tx) => connectionOrThrow(tx, ctx));
  const { txt, domain } = toConnection(before);
  if (!(await hasRecord(resolveTxt, txt))) {
    const text = `The TXT record ${txt.name} is not there yet. A new record can take an hour to be seen.`;
    throw new AppError("conflict", text);
  }
  try {
    return await withTenant(ctx, async (tx) => {
      const { count } = await tx.ssoConnection.updateMany({
        where: { orgId: ctx.orgId, domain, domainToken: before.domainToken },
        data: { domainVerifiedAt: ctx.now() },
      });
      if (count === 0) throw new AppError("conflict", "The domain was changed meanwhile. Look again.");
      await writeAudit(tx, ctx, {
        action: "sso.domain_verified",
        targetKind: "organization",
        targetId: ctx.orgId,
        changes: { domain },
      });
      return toConnection(
        await tx.ssoConnection.findUniqueOrThrow({ where: { orgId: ctx.orgId }, select: SSO_FIELDS }),
      );
    });
  } catch (thrown) {
    if (!isUniqueViolation(thrown)) throw thrown;
    throw new AppError("conflict", "Another organisation has proved this domain. Write to us.", {
      cause: thrown,
    });
  }
}

async function hasRecord(resolveTxt: ResolveTxt, txt: { name: string; value: string }): Promise<boolean> {
  // No such name, or name servers that do not answer: not there yet.
  const records = await resolveTxt(txt.name).catch(() => []);
  return records.some((chunks) => chunks.join("").trim() === txt.value);
}
