import { z } from "zod";
import type { JudgeSettings, UpdateJudgeInput } from "@/server/contracts/judge";

/** The settings in the units that people type. */
export const JudgeFormValues = z.object({
  model: z.string().trim(),
  samplePercent: z.coerce
    .number("Enter a share in percent.")
    .min(0.1, "At least 0.1 %.")
    .max(100, "At most 100 %."),
  budgetUsd: z.coerce.number("Enter an amount.").min(0, "Not below 0.").max(100_000, "At most $100,000."),
  isTeaching: z.boolean(),
  rubric: z.string().trim().min(20, "Say in a few words what each number of points stands for.").max(6_000),
});
export type JudgeFormInput = z.input<typeof JudgeFormValues>;
export type JudgeFormOutput = z.output<typeof JudgeFormValues>;

export function toFormValues(settings: JudgeSettings): JudgeFormInput {
  const { model, sampleRate, monthlyBudgetMicroUsd, isTeaching, rubric } = settings;
  return {
    model: model ?? "",
    samplePercent: Math.round(sampleRate * 1_000) / 10,
    budgetUsd: monthlyBudgetMicroUsd / 1e6,
    isTeaching,
    rubric,
  };
}

export function toSettings(values: JudgeFormOutput): Omit<UpdateJudgeInput, "projectId"> {
  const { model, samplePercent, budgetUsd, isTeaching, rubric } = values;
  return {
    model: model === "" ? null : model,
    sampleRate: samplePercent / 100,
    monthlyBudgetMicroUsd: Math.round(budgetUsd * 1e6),
    isTeaching,
    rubric,
  };
}
