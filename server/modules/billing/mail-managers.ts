import type { Role } from "@/server/contracts/permissions";
import type { Tx } from "@/server/db/tenant";
import { consoleOrigin } from "@/server/integrations/mail/console-origin";
import { queueMail } from "@/server/modules/outbox";

export interface BillingMail {
  subject: string;
  paragraphs: readonly string[];
  /** Which page the mail leads to, below the organisation. */
  page: { label: string; path: string };
  /** A mail with a name is sent once to each reader. */
  name?: string;
}

const MANAGERS: Role[] = ["owner", "admin"];
const MANAGERS_MAX = 50;

/** Tells the owners and admins of an organisation, once the transaction is committed. */
export async function mailManagers(
  tx: Tx,
  { orgId }: { orgId: string },
  mailOf: (organizationName: string) => BillingMail,
): Promise<void> {
  const organization = await tx.organization.findUniqueOrThrow({
    where: { orgId },
    select: {
      name: true,
      slug: true,
      memberships: {
        where: { role: { in: MANAGERS } },
        take: MANAGERS_MAX,
        select: { userId: true, user: { select: { email: true } } },
      },
    },
  });
  const { name, slug, memberships } = organization;
  const { subject, paragraphs, page, name: mailName } = mailOf(name);
  for (const { userId, user } of memberships) {
    const action = { label: page.label, url: `${consoleOrigin()}/${slug}${page.path}` };
    const note = `You get this mail as an owner or admin of ${name}.`;
    const once = mailName === undefined ? {} : { name: `${mailName}_${userId}` };
    await queueMail(
      tx,
      { orgId },
      { ...once, to: user.email, subject, heading: subject, paragraphs, action, note },
    );
  }
}
