import { systemDb } from "@/server/db/system";

const DAY_MS = 86_400_000;
/** By then a score counts less than a tenth. */
export const SCORE_DAYS_MAX = 400;

/** Sums and credits of scores that are too old to be learned from. Returns how many rows went. */
export async function forgetOldScores(now: Date): Promise<number> {
  const before = new Date(now.getTime() - SCORE_DAYS_MAX * DAY_MS);
  const db = systemDb();
  const gone = await db.$transaction([
    db.learningStatistic.deleteMany({ where: { day: { lt: before } } }),
    db.learningCounter.deleteMany({ where: { day: { lt: before } } }),
    db.feedbackCredit.deleteMany({ where: { at: { lt: before } } }),
  ]);
  return gone.reduce((sum, { count }) => sum + count, 0);
}
