import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { TASK_CATEGORIES } from "@/server/contracts/task-categories";
import { type Fit, type FitInput, fitModel } from "@/server/routing/learner/fit";
import { fitError } from "@/server/routing/learner/fit-error";
import { LEARNER_CONFIG, type TenantStatistics } from "@/server/routing/learner/learner-types";
import { canonicalSnapshot, type SharedSnapshot, sharedSnapshot } from "@/server/routing/learner/snapshot";
import { BENCHMARK_PRIOR, PRIOR_VERSION } from "@/server/routing/prior/benchmark-prior";
import type { TeachingOrg } from "./teacher-types";

/** The shared model, how it came about, and where to go on from. */
export interface PoolFit {
  snapshot: SharedSnapshot;
  content: string;
  hash: string;
  card: ModelCard;
  fit: Fit;
}

export interface ModelCard {
  /** Organisations and projects whose scores are in it, and how many sessions' worth of scores these are. */
  organizations: number;
  projects: number;
  answers: number;
  cells: number;
  models: number;
  /** Root mean square of what the fit leaves unexplained in the means of NPS, on the scale of NPS/10. */
  error: number | null;
  /** From nothing, or on from the state before. */
  start: "cold" | "warm";
  priorVersion: string;
  /** SHA-256 of all rows it was made from. */
  inputHash: string;
  config: typeof LEARNER_CONFIG;
}

/** Larger systems go on from the last solution, as starting anew would hold everything else up. */
const COLD_CELLS_MAX = 2_000;
/** Within 1e-6 of where it settles. */
const COLD_SWEEPS = 300;
const SLICE_SWEEPS = 10;

/** Who adds to the shared model: whoever shares and is not new. */
export function poolTenants(orgs: readonly TeachingOrg[]): TenantStatistics[] {
  return orgs
    .filter(({ mode, isQuarantined }) => mode === "shared" && !isQuarantined)
    .flatMap(({ orgId, planId, projects }) =>
      projects
        .filter(({ sharedRows }) => sharedRows.length > 0)
        .map(({ projectId, sharedRows }) => ({
          tenantId: projectId,
          groupId: orgId,
          tier: planId === "free" ? ("free" as const) : ("paid" as const),
          isReadOnly: false,
          rows: sharedRows,
        })),
    );
}

export function inputHashOf(tenants: readonly TenantStatistics[]): string {
  return sha256(JSON.stringify([PRIOR_VERSION, LEARNER_CONFIG, tenants]));
}

/** A pure function of the tenants' rows when it starts from nothing: who is not among them leaves no trace. */
export async function fitPool(
  tenants: readonly TenantStatistics[],
  previous: Fit | null = null,
): Promise<PoolFit> {
  const rows = tenants.flatMap((tenant) => tenant.rows);
  const isWarm = previous !== null && rows.length > COLD_CELLS_MAX;
  const input = {
    tenants,
    prior: BENCHMARK_PRIOR,
    categories: TASK_CATEGORIES,
    models: rows.map(({ model }) => model),
  };
  const fit = isWarm ? fitModel({ ...input, previous }) : await fitFromNothing(input);
  const snapshot = sharedSnapshot(fit);
  const content = canonicalSnapshot(snapshot);
  const card: ModelCard = {
    organizations: new Set(tenants.map(({ groupId }) => groupId)).size,
    projects: tenants.length,
    answers: Math.round(rows.reduce((sum, { n }) => sum + n, 0)),
    cells: snapshot.cells.length,
    models: snapshot.models.length,
    error: fitError(fit),
    start: isWarm ? "warm" : "cold",
    priorVersion: PRIOR_VERSION,
    inputHash: inputHashOf(tenants),
    config: LEARNER_CONFIG,
  };
  return { snapshot, content, hash: sha256(content), card, fit };
}

/** In slices: the same process may be answering requests. */
async function fitFromNothing(input: FitInput): Promise<Fit> {
  let fit = fitModel({ ...input, sweeps: SLICE_SWEEPS });
  for (let sweeps = SLICE_SWEEPS; sweeps < COLD_SWEEPS; sweeps += SLICE_SWEEPS) {
    await nextTurn();
    fit = fitModel({ ...input, previous: fit, sweeps: SLICE_SWEEPS });
  }
  return fit;
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
