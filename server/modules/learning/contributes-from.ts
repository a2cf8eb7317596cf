const DAY_MS = 86_400_000;
/** An organisation's scores wait this long before others learn from them. */
export const QUARANTINE_DAYS = 7;

/** From when on others learn from an organisation's scores. */
export function contributesFrom({ createdAt }: { createdAt: Date }): Date {
  return new Date(createdAt.getTime() + QUARANTINE_DAYS * DAY_MS);
}
