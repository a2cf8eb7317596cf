import type { OwnCell, OwnProject } from "./own-part";
import { NO_OWN_EVIDENCE, type OwnEvidence } from "./posterior";

/** What an organisation's own scores and traffic say of one project. */
export interface OwnProjectPart extends OwnProject {
  costs: readonly { category: string; model: string; requests: number; usd: number }[];
}

/** One project's own part, by category and model. */
export class OwnReader {
  readonly #cells: ReadonlyMap<string, OwnCell>;
  readonly #offsets: ReadonlyMap<string, number>;
  readonly #costs: ReadonlyMap<string, { requests: number; usd: number }>;
  readonly #evaluated = new Map<string, number>();

  constructor({ cells, models, costs }: OwnProjectPart) {
    this.#cells = new Map(cells.map((cell) => [keyOf(cell.category, cell.model), cell]));
    this.#offsets = new Map(models.map(({ model, offset }) => [model, offset]));
    for (const { model, own } of cells) {
      const { nps, evaluation, rating } = own.n;
      this.#evaluated.set(model, (this.#evaluated.get(model) ?? 0) + nps + evaluation + rating);
    }
    this.#costs = new Map(costs.map((cost) => [keyOf(cost.category, cost.model), cost]));
  }

  cell(category: string, model: string): OwnCell | null {
    return this.#cells.get(keyOf(category, model)) ?? null;
  }

  /** What its scores in other categories say of a model. */
  elsewhere(model: string): OwnEvidence {
    const modelOffset = this.#offsets.get(model);
    return modelOffset === undefined ? NO_OWN_EVIDENCE : { ...NO_OWN_EVIDENCE, modelOffset };
  }

  /** Its own scores of a model, of all kinds of tasks. */
  evaluated(model: string): number {
    return this.#evaluated.get(model) ?? 0;
  }

  /** What it has paid for this model's answers. */
  cost(category: string, model: string): { requests: number; usd: number } {
    return this.#costs.get(keyOf(category, model)) ?? { requests: 0, usd: 0 };
  }
}

const keyOf = (category: string, model: string): string => `${category}\n${model}`;
