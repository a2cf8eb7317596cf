import { z } from "zod";
import { VersionReference } from "./prompts";

const RUN_STATUSES = ["pending", "running", "completed", "failed", "cancelled"] as const;
const RunStatusSchema = z.enum(RUN_STATUSES);

const MODEL = z
  .string()
  .trim()
  .max(200)
  .regex(/^[\w.-]+\/\S+$/, "Write it as provider/model.");

export const RunConfig = z.strictObject({
  /** Gives each answer points; without one, checks and the expected answers decide. */
  judge_model: MODEL.nullish(),
  rubric: z.string().trim().min(20).max(6_000).nullish(),
  /** With an expected answer, the judge says which of the two is better, asked once in each order. */
  compare: z.boolean().nullish(),
  /** Put before every conversation. */
  system: z.string().max(50_000).nullish(),
  max_tokens: z.int().min(1).max(200_000).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
});
export type RunConfig = z.infer<typeof RunConfig>;

export const CreateRunInput = z.object({
  dataset_id: z.string().max(64),
  model: MODEL,
  /** Its messages come before each row’s. */
  prompt_id: z.string().max(64).nullish(),
  /** A number, a label or `latest`; left out: the label `production`. */
  prompt_version: VersionReference.nullish(),
  config: RunConfig.nullish(),
});
export type CreateRunInput = z.infer<typeof CreateRunInput>;

export const RunView = z.object({
  id: z.string(),
  dataset_id: z.string(),
  model: z.string(),
  prompt_id: z.string().nullable(),
  prompt_version: z.int().nullable(),
  status: RunStatusSchema,
  config: z.record(z.string(), z.unknown()),
  created_at: z.string(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
  /** How far it is, and what came out so far. */
  progress: z.object({
    rows: z.int(),
    done: z.int(),
    failed: z.int(),
    score: z.number().nullable(),
    cost_micro_usd: z.number(),
  }),
  error: z.string().nullable(),
});
export type RunView = z.infer<typeof RunView>;

export const RunResultView = z.object({
  id: z.string(),
  run_id: z.string(),
  input_id: z.string(),
  /** Empty where the model gave none. */
  output: z.string(),
  score: z.number().nullable(),
  metadata: z.record(z.string(), z.unknown()),
  created_at: z.string(),
});
export type RunResultView = z.infer<typeof RunResultView>;

const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable(), has_more: z.boolean() });
export const RunPage = pageOf(RunView);
export type RunPage = z.infer<typeof RunPage>;
export const RunResultPage = pageOf(RunResultView);
export type RunResultPage = z.infer<typeof RunResultPage>;

const page = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(512).optional(),
};
export const ListRunsInput = z.object({ dataset_id: z.string().max(64).optional(), ...page });
export const RunIdInput = z.object({ runId: z.string().max(64) });
export const ListRunResultsInput = RunIdInput.extend(page);
