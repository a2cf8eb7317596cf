/** Asked between pieces of work: what to wait for so that others get their turn, null when it is not yet time. */
export type GiveWay = () => Promise<void> | null;

/** Work in steps, each of some milliseconds at most. */
export type Steps<T> = Generator<undefined, T>;

/** The steps one after the other, with turns for others between them. */
export async function inTurns<T>(steps: Steps<T>, giveWay: GiveWay): Promise<T> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    const turn = giveWay();
    if (turn !== null) await turn;
  }
}

/** All steps at once. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
