import { fitModel } from "./fit";
import {
  isolatedConfig,
  LEARNER_CONFIG,
  type LearnerConfig,
  type Prior,
  type StatisticsRow,
  type TenantStatistics,
} from "./learner-types";
import type { OwnEvidence, SharedEvidence } from "./posterior";
import { type SharedCell, type SharedSnapshot, sharedSnapshot, tenantSnapshots } from "./snapshot";

/** What a project knows of a category and model: its own scores seen together with what others taught. */
export interface OwnCell {
  category: string;
  model: string;
  shared: Omit<SharedEvidence, "isKnown">;
  own: OwnEvidence;
  /** Whether other organisations stand behind `shared`; else it comes from this one's scores alone. */
  isPooled: boolean;
}

export interface OwnProject {
  projectId: string;
  cells: readonly OwnCell[];
  /** Deviation of a model from its prior or the shared cell, for categories without a cell here. */
  models: readonly { model: string; offset: number }[];
}

interface OwnPartOptions {
  config?: LearnerConfig;
  /** Under which name others have taught about a model. */
  pooledName?: (model: string) => string;
}

/** A small system: it settles sooner than that of all tenants. */
const SWEEPS = 100;
/** What is left open about a model that others have been asked about. */
const POOLED_MODEL_VARIANCE = 0.01 ** 2;

/**
 * One organisation's own part. Where the shared cells say something, they are the prior and its own scores decide how
 * it differs; where they say nothing, its scores alone move the benchmark, as far as that may be wrong. Without shared
 * cells (null) it learns alone.
 */
export function fitOwnPart(
  projects: readonly TenantStatistics[],
  shared: SharedSnapshot | null,
  prior: Prior,
  { config = LEARNER_CONFIG, pooledName = (model) => model }: OwnPartOptions = {},
): OwnProject[] {
  const rows = projects.flatMap((project) => project.rows);
  const { pool, general } = pooledFor(rows, shared, pooledName);
  const fit = fitModel({
    tenants: projects.map((project) => ({ ...project, isReadOnly: false })),
    prior: narrowed(prior, pool, general, config),
    categories: rows.map(({ category }) => category),
    models: rows.map(({ model }) => model),
    config: isolatedConfig(config),
    sweeps: SWEEPS,
  });
  const alone = sharedSnapshot(fit);
  const cells = new Map(alone.cells.map((cell) => [keyOf(cell.category, cell.model), cell]));
  const g = new Map(alone.models.map((row) => [row.model, row.g]));
  return tenantSnapshots(fit).map(({ tenantId, cells: own, models }) => ({
    projectId: tenantId,
    cells: own.map((cell) => {
      const key = keyOf(cell.category, cell.model);
      return ownCell(cell, pool.get(key), cells.get(key), general.get(cell.model) ?? 0);
    }),
    models: modelOffsets(models, g),
  }));
}

/** What others have taught, under the names that these rows have. */
function pooledFor(
  rows: readonly StatisticsRow[],
  shared: SharedSnapshot | null,
  pooledName: (model: string) => string,
): { pool: Map<string, SharedCell>; general: Map<string, number> } {
  const cells = new Map(shared?.cells.map((cell) => [keyOf(cell.category, cell.model), cell]));
  const models = new Map(shared?.models.map(({ model, g }) => [model, g]));
  const pool = new Map(cells);
  const general = new Map(models);
  const names = new Set(rows.map(({ model }) => model).filter((model) => pooledName(model) !== model));
  const categories = new Set(rows.map(({ category }) => category));
  for (const model of names) {
    const g = models.get(pooledName(model));
    if (g !== undefined) general.set(model, g);
    for (const category of categories) {
      const cell = cells.get(keyOf(category, pooledName(model)));
      if (cell !== undefined) pool.set(keyOf(category, model), { ...cell, model });
    }
  }
  return { pool, general };
}

function ownCell(
  { category, model, ...own }: OwnEvidence & { category: string; model: string },
  pooled: SharedCell | undefined,
  alone: SharedCell | undefined,
  general: number,
): OwnCell {
  const deviation = alone?.theta ?? 0;
  if (pooled !== undefined) {
    const { theta, npsPrecision, proxyPrecision } = pooled;
    const cellOffset = own.cellOffset + deviation;
    return {
      category,
      model,
      shared: { theta, npsPrecision, proxyPrecision },
      own: { ...own, cellOffset },
      isPooled: true,
    };
  }
  const shared = {
    theta: general + deviation,
    npsPrecision: alone?.npsPrecision ?? 0,
    proxyPrecision: alone?.proxyPrecision ?? 0,
  };
  return { category, model, shared, own, isPooled: false };
}

function modelOffsets(
  models: readonly { model: string; offset: number }[],
  g: ReadonlyMap<string, number>,
): { model: string; offset: number }[] {
  const own = new Map(models.map(({ model, offset }) => [model, offset]));
  return [...new Set([...own.keys(), ...g.keys()])]
    .sort()
    .map((model) => ({ model, offset: (own.get(model) ?? 0) + (g.get(model) ?? 0) }));
}

/** The prior as the shared cells have moved and narrowed it. */
function narrowed(
  prior: Prior,
  pool: ReadonlyMap<string, SharedCell>,
  general: ReadonlyMap<string, number>,
  config: LearnerConfig,
): Prior {
  const models = new Set([...pool.values()].map(({ model }) => model));
  return {
    mean: (category, model) =>
      prior.mean(category, model) + (pool.get(keyOf(category, model))?.theta ?? general.get(model) ?? 0),
    isKnown: (model) => prior.isKnown(model),
    cellVariance: (category, model) => {
      const cell = pool.get(keyOf(category, model));
      if (cell === undefined) return null;
      const before = prior.isKnown(model) ? config.cellVariance : config.unknownVariance;
      return 1 / (1 / before + cell.npsPrecision + cell.proxyPrecision);
    },
    modelVariance: (model) => (models.has(model) ? POOLED_MODEL_VARIANCE : null),
  };
}

const keyOf = (category: string, model: string): string => `${category}\n${model}`;
