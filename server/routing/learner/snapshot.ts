import type { Design } from "./design";
import type { Fit } from "./fit";
import { SIGNALS, type Signal } from "./learner-types";
import { NO_OWN_EVIDENCE, type OwnEvidence, type SharedEvidence } from "./posterior";
import { at, byteAt, indexAt } from "./vector";

export interface SharedCell {
  category: string;
  model: string;
  theta: number;
  npsPrecision: number;
  proxyPrecision: number;
  groups: number;
  sessions: number;
}

/**
 * What crosses tenants: cells that enough groups stand behind, model effects and judge biases. Nothing in it belongs
 * to one tenant. Lists are sorted, so equal contents are equal bytes.
 */
export interface SharedSnapshot {
  format: 1;
  cells: readonly SharedCell[];
  /** Deviation of a model from its prior, for categories without a cell. */
  models: readonly { model: string; g: number }[];
  biases: readonly { signal: Signal; model: string; d: number }[];
}

/** What a tenant's own rows say beside the shared cells; only ever read for that tenant. */
export interface TenantSnapshot {
  tenantId: string;
  cells: readonly (OwnEvidence & { category: string; model: string })[];
  models: readonly { model: string; offset: number }[];
}

export function sharedSnapshot({ design, solution: x }: Fit): SharedSnapshot {
  const M = design.models.length;
  const cells = design.categories.flatMap((category, c) =>
    design.models.flatMap((model, m): SharedCell[] => {
      const cell = c * M + m;
      if (byteAt(x.isReleased, cell) === 0) return [];
      return [
        {
          category,
          model,
          theta: at(x.theta, cell),
          npsPrecision: at(x.npsPrecision, cell),
          proxyPrecision: at(x.proxyPrecision, cell),
          groups: indexAt(x.groups, cell),
          sessions: Math.round(at(x.sessions, cell)),
        },
      ];
    }),
  );
  const models = design.models.flatMap((model, m) => (at(x.g, m) === 0 ? [] : [{ model, g: at(x.g, m) }]));
  const biases = SIGNALS.flatMap((signal, j) =>
    design.models.flatMap((model, m) => {
      const d = at(x.d, j * M + m);
      return d === 0 ? [] : [{ signal, model, d }];
    }),
  );
  return { format: 1, cells, models, biases };
}

export function tenantSnapshots({ design, solution: x }: Fit): TenantSnapshot[] {
  const M = design.models.length;
  return design.tenants.map(({ tenantId }, t) => {
    const cells: (OwnEvidence & { category: string; model: string })[] = [];
    for (let b = indexAt(design.blockOf, t); b < indexAt(design.blockOf, t + 1); b++) {
      const category = design.categories[indexAt(design.blockCategory, b)] ?? "";
      for (let i = indexAt(design.cellOf, b); i < indexAt(design.cellOf, b + 1); i++) {
        const m = indexAt(design.cellModel, i);
        cells.push({
          category,
          model: design.models[m] ?? "",
          modelOffset: at(x.a, t * M + m),
          cellOffset: at(x.e, i),
          n: countsOf(design, i),
        });
      }
    }
    const models = design.models.flatMap((model, m) => {
      const offset = at(x.a, t * M + m);
      return offset === 0 ? [] : [{ model, offset }];
    });
    return { tenantId, cells, models };
  });
}

function countsOf(design: Design, i: number): Record<Signal, number> {
  const n = { nps: 0, evaluation: 0, implicit: 0, rating: 0 };
  for (let o = indexAt(design.observationOf, i); o < indexAt(design.observationOf, i + 1); o++)
    n[SIGNALS[byteAt(design.signal, o)] ?? "nps"] = at(design.n, o);
  return n;
}

/** The text whose hash names a snapshot. */
export function canonicalSnapshot(snapshot: SharedSnapshot): string {
  return JSON.stringify(snapshot);
}

/** Answers for every category and model, also those that no cell covers. */
export class SnapshotReader {
  readonly #cells: ReadonlyMap<string, SharedCell>;
  readonly #models: ReadonlyMap<string, number>;
  readonly #sessions = new Map<string, number>();
  readonly #isKnown: (model: string) => boolean;
  readonly #pooledName: (model: string) => string;

  /** `pooledName`: under which name others have taught about a model. */
  constructor(
    snapshot: SharedSnapshot,
    isKnown: (model: string) => boolean,
    pooledName: (model: string) => string = (model) => model,
  ) {
    this.#pooledName = pooledName;
    this.#cells = new Map(snapshot.cells.map((cell) => [keyOf(cell.category, cell.model), cell]));
    this.#models = new Map(snapshot.models.map(({ model, g }) => [model, g]));
    for (const { model, sessions } of snapshot.cells)
      this.#sessions.set(model, (this.#sessions.get(model) ?? 0) + sessions);
    this.#isKnown = isKnown;
  }

  evidence(category: string, model: string): SharedEvidence {
    const name = this.#pooledName(model);
    const cell = this.#cells.get(keyOf(category, name));
    return {
      theta: cell?.theta ?? this.#models.get(name) ?? 0,
      npsPrecision: cell?.npsPrecision ?? 0,
      proxyPrecision: cell?.proxyPrecision ?? 0,
      isKnown: this.#isKnown(model),
    };
  }

  /** Sessions with a score that stand behind a model's cells, of all tenants. */
  sessions(model: string): number {
    return this.#sessions.get(this.#pooledName(model)) ?? 0;
  }
}

/** One tenant's own evidence, by category and model. */
export class TenantReader {
  readonly #cells: ReadonlyMap<string, OwnEvidence>;
  readonly #models: ReadonlyMap<string, number>;

  constructor(snapshot: TenantSnapshot | null) {
    this.#cells = new Map(snapshot?.cells.map((cell) => [keyOf(cell.category, cell.model), cell]));
    this.#models = new Map(snapshot?.models.map(({ model, offset }) => [model, offset]));
  }

  evidence(category: string, model: string): OwnEvidence {
    const cell = this.#cells.get(keyOf(category, model));
    if (cell !== undefined) return cell;
    const modelOffset = this.#models.get(model);
    return modelOffset === undefined ? NO_OWN_EVIDENCE : { ...NO_OWN_EVIDENCE, modelOffset };
  }
}

const keyOf = (category: string, model: string): string => `${category}\n${model}`;
