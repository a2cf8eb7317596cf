import { z } from "zod";

export const CIRCUIT_STATES = ["closed", "half_open", "cooling_down", "open"] as const;
export const CircuitStateSchema = z.enum(CIRCUIT_STATES);
export type CircuitStateName = z.infer<typeof CircuitStateSchema>;

/** What the gateway's processes see of one provider, model and key. */
export const Circuit = z.object({
  provider: z.string(),
  model: z.string(),
  /** Null for a provider without keys. */
  providerKeyId: z.string().nullable(),
  keyName: z.string().nullable(),
  state: CircuitStateSchema,
  blockedUntil: z.date().nullable(),
  calls: z.number(),
  failures: z.number(),
  lastFailure: z.string().nullable(),
  lastFailureAt: z.date().nullable(),
  latencyMs: z.number().nullable(),
});
export type Circuit = z.infer<typeof Circuit>;

export const ListCircuitsOutput = z.object({ items: z.array(Circuit) });
export type ListCircuitsOutput = z.infer<typeof ListCircuitsOutput>;
