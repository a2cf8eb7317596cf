/**
 * The placeholders of one request: the same value has the same one wherever it occurs, and they can be turned back.
 * Holds the values, so it lives no longer than the request.
 */
export class Placeholders {
  readonly #byValue = new Map<string, string>();
  readonly #values = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** `[EMAIL_1]` for the first address, `[EMAIL_2]` for the next other one. */
  for(kind: string, value: string): string {
    const key = `${kind} ${value}`;
    const known = this.#byValue.get(key);
    if (known !== undefined) return known;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    const placeholder = `[${kind}_${count}]`;
    this.#counts.set(kind, count);
    this.#byValue.set(key, placeholder);
    this.#values.set(placeholder, value);
    return placeholder;
  }

  get isEmpty(): boolean {
    return this.#values.size === 0;
  }

  /** The same values and names, to which others may be added without changing these. */
  copy(): Placeholders {
    const copy = new Placeholders();
    for (const [key, placeholder] of this.#byValue) copy.#byValue.set(key, placeholder);
    for (const [placeholder, value] of this.#values) copy.#values.set(placeholder, value);
    for (const [kind, count] of this.#counts) copy.#counts.set(kind, count);
    return copy;
  }

  /** The text with every placeholder that was given out turned back into its value. */
  restore(text: string): string {
    return text.replace(/\[[A-Z_]{2,20}_\d{1,7}\]/g, (found) => this.#values.get(found) ?? found);
  }
}
