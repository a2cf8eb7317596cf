import { z } from "zod";
import {
  FeedbackSettings,
  type ProjectFeedbackSettings,
  type UpdateFeedbackSettingsInput,
} from "@/server/contracts/feedback-settings";

const whole = z.coerce.number("Enter a whole number.");
const percent = z.coerce
  .number("Enter a number from 1 to 100.")
  .min(1, "At least 1 %.")
  .max(100, "At most 100 %.");
const { shape } = FeedbackSettings;

/** The settings in the units that people type; shares as percents. */
export const FeedbackFormValues = z
  .object({
    isEnabled: z.boolean(),
    productName: z.string().trim().max(60, "At most 60 characters."),
    theme: z.enum(["auto", "light", "dark"]),
    accent: shape.accent.unwrap(),
    position: shape.position.unwrap(),
    hasCommentStep: z.boolean(),
    minTurns: whole.pipe(shape.minTurns.unwrap()),
    idleSeconds: whole.pipe(shape.idleSeconds.unwrap()),
    askEveryDays: whole.pipe(shape.askEveryDays.unwrap()),
    answerEveryDays: whole.pipe(shape.answerEveryDays.unwrap()),
    snoozeDays: whole.pipe(shape.snoozeDays.unwrap()),
    asksPerDayMax: z
      .string()
      .trim()
      .regex(/^$|^[1-9]\d{0,5}$/, "Enter a whole number, or leave it empty."),
    samplePercent: percent,
    floorPercent: percent,
    asksWhereUnsure: z.boolean(),
  })
  .refine(({ samplePercent, floorPercent }) => floorPercent <= samplePercent, {
    path: ["floorPercent"],
    message: "Not above the highest share.",
  });
export type FeedbackFormInput = z.input<typeof FeedbackFormValues>;
export type FeedbackFormOutput = z.output<typeof FeedbackFormValues>;

export function toFeedbackForm(settings: ProjectFeedbackSettings): FeedbackFormInput {
  return {
    isEnabled: settings.isEnabled,
    productName: settings.productName ?? "",
    theme: settings.theme,
    accent: settings.accent,
    position: settings.position,
    hasCommentStep: settings.hasCommentStep,
    minTurns: String(settings.minTurns),
    idleSeconds: String(settings.idleSeconds),
    askEveryDays: String(settings.askEveryDays),
    answerEveryDays: String(settings.answerEveryDays),
    snoozeDays: String(settings.snoozeDays),
    asksPerDayMax: settings.asksPerDayMax === null ? "" : String(settings.asksPerDayMax),
    samplePercent: percentOf(settings.sampleRate),
    floorPercent: percentOf(settings.sampleFloor),
    asksWhereUnsure: settings.asksWhereUnsure,
  };
}

/** What the form does not show stays as it was. */
export function toFeedbackSettings(
  before: ProjectFeedbackSettings,
  { samplePercent, floorPercent, productName, asksPerDayMax, ...same }: FeedbackFormOutput,
): UpdateFeedbackSettingsInput {
  return {
    ...before,
    ...same,
    productName: productName === "" ? null : productName,
    asksPerDayMax: asksPerDayMax === "" ? null : Number(asksPerDayMax),
    sampleRate: samplePercent / 100,
    sampleFloor: floorPercent / 100,
  };
}

const percentOf = (share: number): string => String(Math.round(share * 10_000) / 100);
