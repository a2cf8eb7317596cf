/** A placeholder that is still coming: its bracket and perhaps some of its name. */
const BEGUN = /\[[A-Z_\d]{0,28}$/;

/** Puts values back in place of their placeholders in a text that arrives in pieces. */
export class StreamRestorer {
  #held = "";

  /** `restore` does it for a text that holds every placeholder whole. */
  constructor(readonly restore: (text: string) => string) {}

  push(piece: string): string {
    const text = this.#held + piece;
    const begun = BEGUN.exec(text)?.index ?? text.length;
    this.#held = text.slice(begun);
    return this.restore(text.slice(0, begun));
  }

  end(): string {
    const rest = this.#held;
    this.#held = "";
    return this.restore(rest);
  }
}
