/** Whether the client is still there; what an AbortSignal would say, at a fraction of its price. */
export class Presence {
  #listeners: (() => void)[] = [];
  #isGone = false;

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Calls back when the client leaves; not when it has left already. */
  listen(listener: () => void): void {
    this.#listeners.push(listener);
  }

  unlisten(listener: () => void): void {
    this.#listeners = this.#listeners.filter((other) => other !== listener);
  }

  leave(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener();
  }
}
