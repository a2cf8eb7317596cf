import { systemDb } from "@/server/db/system";

const DELIVERED_DAYS = 3;
/** Dead ones and those nothing handles are kept longer, for somebody to look at. */
const UNDELIVERED_DAYS = 90;
const DAY_MS = 86_400_000;

export async function forgetOldMessages(now: Date): Promise<number> {
  const before = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const { count } = await systemDb().outboxMessage.deleteMany({
    where: {
      OR: [
        { deliveredAt: { lt: before(DELIVERED_DAYS) } },
        { deliveredAt: null, createdAt: { lt: before(UNDELIVERED_DAYS) } },
      ],
    },
  });
  return count;
}
