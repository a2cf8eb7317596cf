import type { SurveyConfigView } from "./api/feedback-operations";
import { SURVEY } from "./feedback";
import type { FeedbackSettings } from "./feedback-settings";
import { acceptedLocale, directionOf, SURVEY_LOCALES, surveyLocale, wordingFor } from "./survey-wording";

export interface ConfigWish {
  /** A language tag that the page asks for. */
  locale: string | null;
  acceptLanguage: string | undefined;
}

/**
 * What the widget needs to know to ask: theme, throttle, and the wording by language. A page that names its language
 * gets that one; any other gets all of them.
 */
export function surveyConfig(settings: FeedbackSettings, wish: ConfigWish): SurveyConfigView {
  const locale = surveyLocale(wish.locale) ?? acceptedLocale(wish.acceptLanguage) ?? settings.defaultLocale;
  const sent = wish.locale === null ? SURVEY_LOCALES : [locale];
  return {
    survey: SURVEY,
    enabled: settings.isEnabled,
    locale,
    direction: directionOf(locale),
    locales: [...SURVEY_LOCALES],
    wording: Object.fromEntries(
      sent.map((each) => [
        each,
        {
          ...wordingFor(each, settings.productName),
          ...settings.wording[each],
          direction: directionOf(each),
        },
      ]),
    ),
    comment_step: settings.hasCommentStep,
    theme: { mode: settings.theme, accent: settings.accent, position: settings.position },
    throttle: {
      min_turns: settings.minTurns,
      idle_seconds: settings.idleSeconds,
      ask_every_days: settings.askEveryDays,
      answer_every_days: settings.answerEveryDays,
      snooze_days: settings.snoozeDays,
    },
  };
}
