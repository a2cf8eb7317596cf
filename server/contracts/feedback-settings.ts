import { z } from "zod";
import { SURVEY_LOCALES } from "./survey-wording";

export const SURVEY_THEMES = ["auto", "light", "dark"] as const;
export const SURVEY_POSITIONS = ["bottom-end", "bottom-start", "bottom-center", "inline"] as const;

const Rate = z.number("Enter a number from 0.01 to 1.").min(0.01).max(1, "Enter a number from 0.01 to 1.");
const Days = z.int("Enter a whole number of days.").min(1, "At least 1 day.").max(365, "At most 365 days.");

/** Texts that a project may replace in one language; the question itself stays as it is, so that scores compare. */
export const WordingChange = z.object({
  reason: z.string().trim().min(1).max(200).optional(),
  thanks: z.string().trim().min(1).max(200).optional(),
});
export type WordingChange = z.infer<typeof WordingChange>;

/** How a project asks its end users. */
export const FeedbackSettings = z.object({
  isEnabled: z.boolean().default(true),
  /** What is asked about; null: “this assistant”, in the language of the page. */
  productName: z.string().trim().min(1).max(60, "At most 60 characters.").nullable().default(null),
  defaultLocale: z.enum(SURVEY_LOCALES).default("en"),
  wording: z.partialRecord(z.enum(SURVEY_LOCALES), WordingChange).default({}),
  hasCommentStep: z.boolean().default(true),
  theme: z.enum(SURVEY_THEMES).default("auto"),
  accent: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, "Enter a colour such as #2563eb.")
    .default("#2563eb"),
  position: z.enum(SURVEY_POSITIONS).default("bottom-end"),
  /** Answers of the assistant a session must have had. */
  minTurns: z.int("Enter a whole number.").min(1).max(50, "At most 50.").default(2),
  /** Seconds of silence before the widget asks. */
  idleSeconds: z.int("Enter a whole number.").min(0).max(600, "At most 600.").default(20),
  askEveryDays: Days.default(30),
  answerEveryDays: Days.default(90),
  snoozeDays: Days.default(7),
  /** Most asks in 24 hours; null: no cap. */
  asksPerDayMax: z.int("Enter a whole number.").min(1, "At least 1.").max(1_000_000).nullable().default(null),
  /** Highest probability of asking in a session that may be asked. */
  sampleRate: Rate.default(1),
  /** Lowest one, where another answer would teach little. */
  sampleFloor: Rate.default(0.05),
  /** Ask more where the router is unsure; else always with the highest probability. */
  asksWhereUnsure: z.boolean().default(true),
});
export type FeedbackSettings = z.output<typeof FeedbackSettings>;

export const DEFAULT_FEEDBACK_SETTINGS: FeedbackSettings = FeedbackSettings.parse({});

/** Stored settings; what cannot be read counts as not set. */
export function readFeedbackSettings(stored: unknown): FeedbackSettings {
  return FeedbackSettings.safeParse(stored).data ?? DEFAULT_FEEDBACK_SETTINGS;
}

export const ProjectOfFeedback = z.object({ projectId: z.string().max(64) });
export type ProjectOfFeedback = z.infer<typeof ProjectOfFeedback>;

export const UpdateFeedbackSettingsInput = FeedbackSettings.extend({
  projectId: z.string().max(64),
}).superRefine((input, context) => {
  if (input.sampleFloor <= input.sampleRate) return;
  context.addIssue({ code: "custom", path: ["sampleFloor"], message: "Not above the highest share." });
});
export type UpdateFeedbackSettingsInput = z.input<typeof UpdateFeedbackSettingsInput>;

export const ProjectFeedbackSettings = FeedbackSettings.extend({ projectId: z.string() });
export type ProjectFeedbackSettings = z.output<typeof ProjectFeedbackSettings>;
