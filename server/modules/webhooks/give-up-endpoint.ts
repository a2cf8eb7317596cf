import { WEBHOOK_FAILING_DAYS_MAX } from "@/server/contracts/webhooks";
import { writeAudit } from "@/server/core/audit";
import type { Ctx } from "@/server/core/context";
import { uuidv7 } from "@/server/core/ids";
import type { WebhookEndpoint } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import { consoleOrigin } from "@/server/integrations/mail/console-origin";
import { queueMail } from "@/server/modules/outbox";

/** Turns an endpoint off that has long taken nothing, or says it is gone, and writes to the owners and admins. */
export async function giveUpEndpoint(
  tx: Tx,
  { id, orgId, url }: WebhookEndpoint,
  reason: "failing" | "gone",
  now: Date,
): Promise<void> {
  const { count } = await tx.webhookEndpoint.updateMany({
    where: { id, orgId, disabledAt: null },
    data: { disabledAt: now, disabledReason: reason },
  });
  if (count === 0) return;
  await writeAudit(tx, jobCtx(orgId, now), {
    action: "webhook.disabled",
    targetKind: "webhook",
    targetId: id,
    changes: { url, reason },
  });
  await writeToManagers(tx, orgId, { url, reason });
}

async function writeToManagers(
  tx: Tx,
  orgId: string,
  { url, reason }: { url: string; reason: "failing" | "gone" },
): Promise<void> {
  const { name, slug, memberships } = await tx.organization.findUniqueOrThrow({
    where: { orgId },
    select: {
      name: true,
      slug: true,
      memberships: {
        where: { role: { in: ["owner", "admin"] } },
        select: { user: { select: { email: true } } },
      },
    },
  });
  const why =
    reason === "gone"
      ? "It answered that it is gone for good (410)."
      : `It has taken nothing for ${WEBHOOK_FAILING_DAYS_MAX} days.`;
  for (const { user } of memberships) {
    await queueMail(
      tx,
      { orgId },
      {
        to: user.email,
        subject: `A webhook of ${name} was turned off`,
        heading: "A webhook was turned off",
        paragraphs: [
          `We no longer call ${url} for ${name}. ${why}`,
          "Events from now on are not kept for it. Once the address answers again, turn the webhook on: what was already on its way is sent then.",
        ],
        action: { label: "Open webhooks", url: `${consoleOrigin()}/${slug}/settings?tab=webhooks` },
        note: `You get this mail as an owner or admin of ${name}.`,
      },
    );
  }
}

function jobCtx(orgId: string, now: Date): Ctx {
  const actor = { kind: "job", name: "deliver-webhooks" } as const;
  return { orgId, planId: "enterprise", actor, requestId: uuidv7(), address: null, now: () => now };
}
