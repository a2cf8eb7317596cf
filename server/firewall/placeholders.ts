import type { Steps } from "@/server/text/in-turns";

/** So many values make a step. */
const STEP_VALUES = 5_000;

/**
 * The placeholders of one request: the same value has the same one wherever it occurs, and they can be turned back.
 * Holds the values, so it lives no longer than the request.
 */
export class Placeholders {
  readonly #before: Placeholders | null;
  readonly #byValue = new Map<string, string>();
  readonly #values = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** Goes on from those that were given out before, to which no more may be added then. */
  constructor(before: Placeholders | null = null) {
    this.#before = before;
  }

  /** `[EMAIL_1]` for the first address, `[EMAIL_2]` for the next other one. */
  for(kind: string, value: string): string {
    const key = `${kind} ${value}`;
    const known = this.#known(key);
    if (known !== undefined) return known;
    const count = this.#count(kind) + 1;
    const placeholder = `[${kind}_${count}]`;
    this.#counts.set(kind, count);
    this.#byValue.set(key, placeholder);
    this.#values.set(placeholder, value);
    return placeholder;
  }

  get isEmpty(): boolean {
    return this.#values.size === 0 && (this.#before?.isEmpty ?? true);
  }

  /** The text with every placeholder that was given out turned back into its value. */
  restore(text: string): string {
    return text.replace(/\[[A-Z_]{2,20}_\d{1,7}\]/g, (found) => this.#value(found) ?? found);
  }

  #known(key: string): string | undefined {
    return this.#byValue.get(key) ?? (this.#before === null ? undefined : this.#before.#known(key));
  }

  #count(kind: string): number {
    return this.#counts.get(kind) ?? (this.#before === null ? 0 : this.#before.#count(kind));
  }

  #value(placeholder: string): string | undefined {
    return (
      this.#values.get(placeholder) ?? (this.#before === null ? undefined : this.#before.#value(placeholder))
    );
  }

  /** For another thread: each kind before its value, in the order in which `made` gives them the same names. */
  toData(): string[] {
    return [...this.#byValue.keys()].flatMap((key) => {
      const blank = key.indexOf(" ");
      return [key.slice(0, blank), key.slice(blank + 1)];
    });
  }

  static *made(data: readonly string[]): Steps<Placeholders> {
    const made = new Placeholders();
    for (let at = 0; at + 1 < data.length; at += 2) {
      made.for(data[at] ?? "", data[at + 1] ?? "");
      if (at % (2 * STEP_VALUES) === 0) yield;
    }
    return made;
  }
}
