import { type SeededRandom, seededRandom } from "@/server/core/seeded-random";
import { normal, one, weighted } from "./chance";
import { ATTACKS, COMMON_QUESTIONS, KINDS, type Kind, LOCALES, VERSIONS } from "./conversations-table";

/** What one invented user does in one sitting. */
export interface PlannedSession {
  id: string;
  at: Date;
  userId: string;
  kind: Kind;
  locale: string;
  version: string;
  /** What the user says, turn by turn. */
  turns: readonly string[];
  /** Seconds before each turn. */
  pausesS: readonly number[];
  model: string;
  usesCache: boolean;
  /** What decides the score beside the model: mood, from about -3 to 3. */
  mood: number;
  /** Whether there would be an answer to the survey, and with a comment. */
  answers: boolean;
  comments: boolean;
  thumbs: boolean;
}

export interface PlannedDay {
  /** From the oldest to today. */
  sessions: readonly PlannedSession[];
}

const DAYS = 14;
const DAY_MS = 86_400_000;
const USERS = 140;
const SESSIONS = { weekday: 38, weekend: 17 };
const ANSWER_RATE = 0.36;
/** Nothing happens while the history is being made. */
const QUIET_MS = 10 * 60_000;
/** Sessions by hour, UTC; a shop in Europe. */
const HOURS = [1, 1, 0, 0, 0, 1, 3, 6, 9, 11, 12, 11, 10, 11, 12, 11, 10, 9, 8, 8, 7, 5, 3, 2];

/** Days of sessions that end now, a fortnight where nothing is said; the same for the same moment. */
export function planHistory(now: Date, days = DAYS): PlannedDay[] {
  const random = seededRandom("demo history");
  return Array.from({ length: days }, (_, index) => planDay(random, now, days - 1 - index));
}

function planDay(random: SeededRandom, now: Date, daysAgo: number): PlannedDay {
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS - daysAgo * DAY_MS;
  const isWeekend = [0, 6].includes(new Date(midnight).getUTCDay());
  const mean = isWeekend ? SESSIONS.weekend : SESSIONS.weekday;
  const count = Math.max(4, Math.round(mean + normal(random) * 4));
  const sessions = Array.from({ length: count }, () => planSession(random, midnight, DAYS - 1 - daysAgo));
  const isOver = ({ at, pausesS }: PlannedSession): boolean =>
    at.getTime() + pausesS.reduce((sum, seconds) => sum + seconds, 0) * 1000 < now.getTime() - QUIET_MS;
  return { sessions: sessions.filter(isOver).sort((one, other) => one.at.getTime() - other.at.getTime()) };
}

function planSession(random: SeededRandom, midnight: number, day: number): PlannedSession {
  const kind = weighted(random, KINDS, ({ share }) => share);
  const hour = weighted(random, [...HOURS.keys()], (index) => HOURS[index] ?? 0);
  const at = new Date(midnight + (hour * 3600 + random.integer(0, 3599)) * 1000);
  const isCommon = kind.feature === "support" && random.next() < 0.14;
  const isAttack = !isCommon && random.next() < 0.025;
  const opening = isCommon
    ? one(random, COMMON_QUESTIONS)
    : isAttack
      ? one(random, ATTACKS)
      : one(random, kind.openings);
  const more =
    isCommon || isAttack ? 0 : weighted(random, [0, 1, 2, 3], (count) => [44, 32, 17, 7][count] ?? 0);
  const followUps = Array.from({ length: more }, () => one(random, kind.followUps));
  const turns = [opening, ...new Set(followUps)].map((text) => filled(random, text));
  return {
    id: `visit-${random.integer(0x1000_0000, 0xffff_ffff).toString(16)}`,
    at,
    userId: `rider-${random.integer(1001, 1000 + USERS)}`,
    kind,
    locale: weighted(random, LOCALES, ([, share]) => share)[0],
    version: random.next() < day / DAYS ? VERSIONS[1] : VERSIONS[0],
    turns,
    pausesS: turns.map((_, index) => (index === 0 ? 0 : random.integer(20, 140))),
    model: modelOf(random),
    usesCache: isCommon,
    mood: normal(random) * 1.5,
    answers: !isAttack && random.next() < ANSWER_RATE,
    comments: random.next() < 0.4,
    thumbs: random.next() < 0.15,
  };
}

/** Nearly all leave the choice to the route; some name models, of which one fails now and then. */
function modelOf(random: SeededRandom): string {
  const drawn = random.next();
  if (drawn < 0.93) return "auto";
  if (drawn < 0.97) return "sandbox/flaky,sandbox/balanced";
  return drawn < 0.99 ? "sandbox/thinker" : "sandbox/down";
}

/** Words in braces stand for what differs from one user to the next. */
function filled(random: SeededRandom, text: string): string {
  return text
    .replaceAll("{order}", `HB-${random.integer(200_000, 219_999)}`)
    .replaceAll(
      "{email}",
      `${one(random, ["ines", "tom", "mia", "jan"])}.${one(random, ["berg", "silva", "novak"])}@example.com`,
    )
    .replaceAll("{phone}", `+44 20 7946 0${random.integer(100, 999)}`);
}
