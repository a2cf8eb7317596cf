import type { Rng } from "../rng";

/** Named lists of alternatives, one a line. `{name}` stands for one of another list, `(a|b|)` for one of those. */
export type Grammar = Readonly<Record<string, string>>;

const DEPTH_MAX = 12;
const ONE_PER_TEXT = new Set(["inv"]);

export class Generator {
  readonly #lists = new Map<string, string[]>();
  readonly #rng: Rng;
  /** A name that a text uses twice is the same person. */
  readonly #bound = new Map<string, string>();

  constructor(rng: Rng, ...grammars: Grammar[]) {
    this.#rng = rng;
    for (const grammar of grammars) {
      for (const [name, lines] of Object.entries(grammar)) {
        const known = this.#lists.get(name) ?? [];
        this.#lists.set(name, [...known, ...lines.split("\n").filter((line) => line.trim() !== "")]);
      }
    }
  }

  /** One text of the list `name`. A literal `\n` in a line becomes a line end. */
  make(name: string): string {
    this.#bound.clear();
    return this.#expand(this.#line(name), 0).replace(/\\n/g, "\n");
  }

  #line(name: string): string {
    const bound = this.#bound.get(name);
    if (bound !== undefined) return bound;
    const line = this.#anyLine(name);
    if (ONE_PER_TEXT.has(name)) this.#bound.set(name, line);
    return line;
  }

  #anyLine(name: string): string {
    const lines = this.#lists.get(name);
    if (lines === undefined) throw new Error(`no list is called ${name}`);
    return this.#rng.pick(lines);
  }

  /** Alternatives may hold alternatives: the innermost are chosen first. */
  #choose(line: string): string {
    let chosen = line;
    for (let before = ""; chosen !== before; ) {
      before = chosen;
      chosen = chosen.replace(/\(([^()|]*\|[^()]*)\)/g, (_, inner: string) =>
        this.#rng.pick(inner.split("|")),
      );
    }
    return chosen;
  }

  #expand(line: string, depth: number): string {
    if (depth > DEPTH_MAX) throw new Error(`lists contain each other: ${line}`);
    const chosen = this.#choose(line);
    return chosen.replace(/\{(\w+)\}/g, (_, name: string) => this.#expand(this.#line(name), depth + 1));
  }
}
