import { z } from "zod";
import { SIGNALS } from "@/server/routing/learner/learner-types";
import type { SharedSnapshot } from "@/server/routing/learner/snapshot";

const SharedSnapshotSchema = z.object({
  format: z.literal(1),
  cells: z.array(
    z.object({
      category: z.string(),
      model: z.string(),
      theta: z.number(),
      npsPrecision: z.number(),
      proxyPrecision: z.number(),
      groups: z.number(),
      sessions: z.number(),
    }),
  ),
  models: z.array(z.object({ model: z.string(), g: z.number() })),
  biases: z.array(z.object({ signal: z.enum(SIGNALS), model: z.string(), d: z.number() })),
});

/** The shared model as it was stored. */
export function readSharedSnapshot(content: string): SharedSnapshot {
  return SharedSnapshotSchema.parse(JSON.parse(content));
}

/** The card of a shared model. */
export const ModelCardSchema = z.object({
  organizations: z.number(),
  projects: z.number(),
  answers: z.number(),
  cells: z.number(),
  models: z.number(),
  error: z.number().nullable(),
  start: z.enum(["cold", "warm"]),
  priorVersion: z.string(),
  inputHash: z.string(),
  config: z.record(z.string(), z.unknown()),
});
