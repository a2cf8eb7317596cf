import { own, ownNumber, ownText, parsed } from "./page-access";

/** What the server says of the survey, in the one language of this page. */
export interface Survey {
  isEnabled: boolean;
  locale: string;
  isRightToLeft: boolean;
  hasComment: boolean;
  mode: string;
  accent: string;
  position: string;
  idleMs: number;
  askEveryMs: number;
  answerEveryMs: number;
  snoozeMs: number;
  text: SurveyText;
}

export interface SurveyText {
  question: string;
  low: string;
  high: string;
  reason: string;
  privacy: string;
  send: string;
  skip: string;
  later: string;
  close: string;
  thanks: string;
}

const DAY_MS = 86_400_000;

/** Null where the answer is not a survey. */
export function readSurvey(config: unknown): Survey | null {
  const locale = ownText(config, "locale");
  const words = own(own(config, "wording"), locale);
  const theme = own(config, "theme");
  const throttle = own(config, "throttle");
  if (ownText(words, "question") === "") return null;
  const accent = ownText(theme, "accent");
  return {
    isEnabled: own(config, "enabled") === true,
    locale,
    isRightToLeft: ownText(words, "direction") === "rtl",
    hasComment: own(config, "comment_step") === true,
    mode: ownText(theme, "mode"),
    accent: /^#[0-9a-f]{6}$/i.test(accent) ? accent : "#2563eb",
    position: ownText(theme, "position"),
    idleMs: ownNumber(throttle, "idle_seconds", 20) * 1_000,
    askEveryMs: ownNumber(throttle, "ask_every_days", 30) * DAY_MS,
    answerEveryMs: ownNumber(throttle, "answer_every_days", 90) * DAY_MS,
    snoozeMs: ownNumber(throttle, "snooze_days", 7) * DAY_MS,
    text: {
      question: ownText(words, "question"),
      low: ownText(words, "low"),
      high: ownText(words, "high"),
      reason: ownText(words, "reason"),
      privacy: ownText(words, "privacy"),
      send: ownText(words, "send"),
      skip: ownText(words, "skip"),
      later: ownText(words, "later"),
      close: ownText(words, "close"),
      thanks: ownText(words, "thanks"),
    },
  };
}

export async function answerOf(response: Response): Promise<unknown> {
  return parsed(await response.text());
}
