import { WEBHOOK_LOG_DAYS } from "@/server/contracts/webhooks";
import { systemDb } from "@/server/db/system";

const DAY_MS = 86_400_000;

export async function forgetOldDeliveries(now: Date): Promise<number> {
  const createdAt = { lt: new Date(now.getTime() - WEBHOOK_LOG_DAYS * DAY_MS) };
  return (await systemDb().webhookDelivery.deleteMany({ where: { createdAt } })).count;
}
