import { z } from "zod";

export const EXPERIMENT_STATUSES = ["active", "rolled_back", "completed"] as const;
export const ExperimentStatus = z.enum(EXPERIMENT_STATUSES);

export const ExperimentView = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  status: ExperimentStatus,
  variant_a_routing_rule_id: z.string(),
  variant_b_routing_rule_id: z.string(),
  /** Share of the sessions that go to B, in percent. */
  split_percentage: z.int(),
  created_at: z.string(),
  rolled_back_at: z.string().nullable(),
  completed_at: z.string().nullable(),
  end_reason: z.string().nullable(),
});
export type ExperimentView = z.infer<typeof ExperimentView>;

export const ExperimentPage = z.object({
  items: z.array(ExperimentView),
  next_cursor: z.string().nullable(),
  has_more: z.boolean(),
});
export type ExperimentPage = z.infer<typeof ExperimentPage>;

const time = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

export const ListExperimentsInput = z.object({
  status: ExperimentStatus.optional(),
  from: time.optional(),
  to: time.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(512).optional(),
});
export type ListExperimentsInput = z.input<typeof ListExperimentsInput>;

export const CreateExperimentInput = z.object({
  name: z.string().trim().min(1, "Enter a name.").max(80),
  description: z.string().trim().max(500).nullish(),
  variant_a_routing_rule_id: z.string().min(1, "Choose a route.").max(64),
  variant_b_routing_rule_id: z.string().min(1, "Choose a route.").max(64),
  split_percentage: z.int().min(1).max(99).default(50),
});
export type CreateExperimentInput = z.input<typeof CreateExperimentInput>;

export const ExperimentIdInput = z.object({ experimentId: z.string().max(64) });
export type ExperimentIdInput = z.infer<typeof ExperimentIdInput>;

export const CompleteExperimentInput = ExperimentIdInput.extend({
  /** A takes over what B is: its models and how it chooses. */
  promote: z.boolean().default(false),
});
export type CompleteExperimentInput = z.input<typeof CompleteExperimentInput>;

const known = z.number().nullable();

export const VariantResults = z.object({
  routing_rule_id: z.string(),
  /** Requests. */
  sample_size: z.int(),
  sessions: z.int(),
  success_rate: known,
  average_latency_ms: known,
  average_cost_micro_usd: known,
  /** Mean of the answers, 0 to 10, and how many there are. */
  nps: z.object({ answers: z.int(), mean: z.number() }).nullable(),
  /** What your people's ratings, thumbs and metrics say, from 0 to 1, and of how many sessions. */
  quality: z.object({ sessions: z.int(), mean: z.number() }).nullable(),
});
export type VariantResults = z.infer<typeof VariantResults>;

export const ExperimentResults = z.object({
  experiment_id: z.string(),
  variant_a: VariantResults,
  variant_b: VariantResults,
  winner: z.enum(["A", "B", "tie"]).nullable(),
  /** What the winner was found by. */
  metric: z.enum(["nps", "success_rate"]).nullable(),
  /** B less A on a scale from 0 to 1, with an interval that holds however often one looks. */
  comparison: z
    .object({ difference: z.number(), lower: z.number(), upper: z.number(), p_value: z.number() })
    .nullable(),
  computed_at: z.string(),
});
export type ExperimentResults = z.infer<typeof ExperimentResults>;
