import { z } from "zod";
import { fitOwnPart, type OwnProject } from "@/server/routing/learner/own-part";
import type { SharedSnapshot } from "@/server/routing/learner/snapshot";
import { BENCHMARK_PRIOR } from "@/server/routing/prior/benchmark-prior";
import { pooledNameOf } from "./pooled-name";
import type { TeachingOrg } from "./teacher-types";

const Offset = z.object({ model: z.string(), offset: z.number() });
const Cell = z.object({
  category: z.string(),
  model: z.string(),
  shared: z.object({ theta: z.number(), npsPrecision: z.number(), proxyPrecision: z.number() }),
  own: z.object({
    modelOffset: z.number(),
    cellOffset: z.number(),
    n: z.object({ nps: z.number(), evaluation: z.number(), implicit: z.number(), rating: z.number() }),
  }),
  isPooled: z.boolean(),
});
const Cost = z.object({ category: z.string(), model: z.string(), requests: z.number(), usd: z.number() });
const OwnPartSchema = z.object({
  format: z.literal(1),
  mode: z.enum(["shared", "isolated"]),
  projects: z.array(
    z.object({
      projectId: z.string(),
      cells: z.array(Cell),
      models: z.array(Offset),
      costs: z.array(Cost),
    }),
  ),
});

/** What an organisation's own scores and traffic say, by project. */
export type OwnPart = z.infer<typeof OwnPartSchema>;

/** The own part as it was stored; null for one that a newer release wrote. */
export function readOwnPart(content: string): OwnPart | null {
  return OwnPartSchema.safeParse(JSON.parse(content)).data ?? null;
}

/** An organisation's own part beside the shared model; one that learns alone never sees that. */
export function makeOwnPart({ orgId, mode, projects }: TeachingOrg, shared: SharedSnapshot): OwnPart {
  const tenants = projects.map(({ projectId, ownRows }) => ({
    tenantId: projectId,
    groupId: orgId,
    tier: "paid" as const,
    isReadOnly: false,
    rows: ownRows,
  }));
  const fitted = fitOwnPart(tenants, mode === "isolated" ? null : shared, BENCHMARK_PRIOR, {
    pooledName: pooledNameOf,
  });
  return {
    format: 1,
    mode,
    projects: fitted.map((own) => ({
      projectId: own.projectId,
      cells: own.cells.map(rounded),
      models: own.models.map(({ model, offset }) => ({ model, offset: round(offset) })),
      costs: [...(projects.find(({ projectId }) => projectId === own.projectId)?.costs ?? [])],
    })),
  };
}

/** Finer differences are noise, and would make every process read the part again. */
const round = (value: number): number => Number(value.toPrecision(5));

function rounded({
  category,
  model,
  shared,
  own,
  isPooled,
}: OwnProject["cells"][number]): z.infer<typeof Cell> {
  const { n } = own;
  return {
    category,
    model,
    shared: {
      theta: round(shared.theta),
      npsPrecision: round(shared.npsPrecision),
      proxyPrecision: round(shared.proxyPrecision),
    },
    own: {
      modelOffset: round(own.modelOffset),
      cellOffset: round(own.cellOffset),
      n: {
        nps: round(n.nps),
        evaluation: round(n.evaluation),
        implicit: round(n.implicit),
        rating: round(n.rating),
      },
    },
    isPooled,
  };
}
