import { errorFields, log } from "@/server/core/logger";
import { systemDb } from "@/server/db/system";
import type { MailContent } from "@/server/integrations/mail/render-mail";
import { endPayments } from "@/server/modules/billing";
import { type DeletionReceiptFacts, deleteOrganization, sweepOrganization } from "./delete-organization";

const AT_ONCE = 5;

/** Deletes the organisations whose week is over. One that fails is tried again. */
export async function runDeletions(now: Date): Promise<number> {
  const due = await systemDb().organizationDeletion.findMany({
    where: { dueAt: { lte: now } },
    orderBy: { dueAt: "asc" },
    take: AT_ONCE,
  });
  let deleted = 0;
  for (const { orgId, requestedAt } of due) {
    try {
      if (!(await isStillDue(orgId, now))) continue;
      const readers = await readersOf(orgId);
      await endPayments(orgId, now);
      const mails = (receipt: DeletionReceiptFacts) => receiptMails(readers, receipt);
      await deleteOrganization({ orgId, requestedAt, now, mails });
      deleted += 1;
    } catch (thrown) {
      log.error("an organisation was not deleted", { orgId, ...errorFields(thrown) });
    }
  }
  return deleted;
}

/** Deletes what was written of deleted organisations since. One that fails is tried again. */
export async function sweepDeleted(now: Date): Promise<void> {
  const due = await systemDb().organizationSweep.findMany({
    where: { dueAt: { lte: now } },
    orderBy: { dueAt: "asc" },
    take: AT_ONCE,
  });
  for (const { orgId } of due) {
    try {
      await sweepOrganization(orgId);
    } catch (thrown) {
      log.error("a deleted organisation was not looked after", { orgId, ...errorFields(thrown) });
    }
  }
}

/** Waits for somebody who takes it back at this moment. From here on nobody can: it is due. */
async function isStillDue(orgId: string, now: Date): Promise<boolean> {
  const rows = await systemDb().$queryRaw<unknown[]>`
    SELECT 1 FROM organization_deletions WHERE org_id = ${orgId} AND due_at <= ${now} FOR UPDATE`;
  return rows.length > 0;
}

interface Readers {
  name: string;
  emails: string[];
}

/** Read before: afterwards nobody knows whose it was. */
async function readersOf(orgId: string): Promise<Readers> {
  const organization = await systemDb().organization.findUnique({
    where: { orgId },
    select: {
      name: true,
      memberships: { where: { role: "owner" }, select: { user: { select: { email: true } } } },
    },
  });
  const emails = organization?.memberships.map(({ user }) => user.email) ?? [];
  return { name: organization?.name ?? "", emails };
}

function receiptMails({ name, emails }: Readers, { id, counts }: DeletionReceiptFacts): MailContent[] {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const subject = `${name} is deleted`;
  const paragraphs = [
    `${name} and everything in it is deleted: ${total.toLocaleString("en-US")} rows of ${Object.keys(counts).length} kinds. The receipt is ${id}; we keep it without your name.`,
    "The keys that what was said was encrypted with were destroyed first: what a backup still has of it opens for nobody who does not have an earlier copy of these keys as well.",
    ...Object.entries(counts).map(([table, count]) => `${table}: ${count.toLocaleString("en-US")}`),
  ];
  return emails.map((to) => ({ to, subject, heading: subject, paragraphs }));
}
