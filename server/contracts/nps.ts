import { z } from "zod";
import { ProofSchema } from "./feedback";

/** Below this many answers no NPS is given, only their count: its interval would span most of the scale. */
export const NPS_ANSWERS_MIN = 30;
export const SCORES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;

export const NPS_GROUPS = ["detractor", "passive", "promoter"] as const;
export const NpsGroupSchema = z.enum(NPS_GROUPS);
export type NpsGroup = z.infer<typeof NpsGroupSchema>;

export function npsGroupOf(score: number): NpsGroup {
  if (score >= 9) return "promoter";
  return score >= 7 ? "passive" : "detractor";
}

const count = z.int().nonnegative();

/** An NPS in points from −100 to 100 with its 95 % interval; or, with too few answers, no number at all. */
export const NpsFigure = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("insufficient"),
    answers: count,
    /** What they count as: unsigned ones count less than signed ones. */
    effectiveAnswers: count,
  }),
  z.object({
    status: z.literal("known"),
    answers: count,
    effectiveAnswers: count,
    nps: z.number(),
    low: z.number(),
    high: z.number(),
  }),
]);
export type NpsFigure = z.infer<typeof NpsFigure>;

/** How far a group's NPS is from that of all other answers, in points, with its interval. */
export const NpsDifference = z.object({ points: z.number(), low: z.number(), high: z.number() });
export type NpsDifference = z.infer<typeof NpsDifference>;

/** Answers by score, 0 to 10. */
export const ScoreCounts = z.array(count).length(SCORES.length);
export type ScoreCounts = z.infer<typeof ScoreCounts>;

export const NPS_RANGES = { "7d": 7, "30d": 30, "90d": 90, "365d": 365 } as const;
export type NpsRangePreset = keyof typeof NPS_RANGES;
export const NPS_RANGE_IDS = ["7d", "30d", "90d", "365d"] as const satisfies readonly NpsRangePreset[];

const text = z.string().trim().min(1).max(256);
const choices = z.array(text).min(1).max(50);

export const NpsFilters = z.object({
  range: z
    .union([
      z.enum(NPS_RANGE_IDS),
      z
        .object({ from: z.date(), to: z.date() })
        .refine((range) => range.from < range.to, "The start must be before the end."),
    ])
    .default("90d"),
  projectId: choices.optional(),
  routeId: choices.optional(),
  /** As `provider/model`: who gave most of the session's answers. */
  model: choices.optional(),
  locale: choices.optional(),
  appVersion: choices.optional(),
  /** How the answer proves its session. */
  proof: z.array(ProofSchema).min(1).max(4).optional(),
  traffic: z.enum(["all", "live", "sandbox"]).default("all"),
});
export type NpsFilters = z.output<typeof NpsFilters>;
export type NpsFiltersInput = z.input<typeof NpsFilters>;

/** What answers can be split by. */
export const NPS_DIMENSIONS = ["model", "route", "locale", "appVersion", "proof", "project"] as const;
export const NpsDimensionSchema = z.enum(NPS_DIMENSIONS);
export type NpsDimension = z.infer<typeof NpsDimensionSchema>;

export const NPS_GROUPS_MAX = 50;

export const NpsReportInput = NpsFilters.extend({ by: NpsDimensionSchema.default("model") });
export type NpsReportInput = z.input<typeof NpsReportInput>;

export const NpsReport = z.object({
  from: z.date(),
  to: z.date(),
  figure: NpsFigure,
  signed: ScoreCounts,
  unsigned: ScoreCounts,
  /** Weeks that begin on Monday, UTC; those without an answer are left out. */
  weeks: z.array(z.object({ start: z.date(), figure: NpsFigure })),
  groups: z.array(
    z.object({
      /** Null: not known, as of a session whose requests are gone. */
      value: z.string().nullable(),
      label: z.string().nullable(),
      figure: NpsFigure,
      /** From all other answers; null where either side has too few. */
      difference: NpsDifference.nullable(),
    }),
  ),
  sandboxAnswers: count,
});
export type NpsReport = z.infer<typeof NpsReport>;
