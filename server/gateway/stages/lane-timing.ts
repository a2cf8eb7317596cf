import type { Presence } from "../presence";
import type { LaneEnd } from "./attempt";
import { clientClosed } from "./attempt-errors";

interface Race {
  firstEnd: Promise<LaneEnd>;
  /** How long until the second lane should set out; later when the first one has asked another model meanwhile. */
  dueInMs(): number;
  second(): Promise<LaneEnd>;
  /** Told, when the race is decided, that they need not go on. */
  lanes: readonly Presence[];
}

/** The end of the lane that wins, once the other has stopped too; of both being over, that. */
export async function firstToWin(race: Race): Promise<LaneEnd> {
  const ends = [race.firstEnd];
  const second = startWhenDue(race, (end) => ends.push(end));
  try {
    return await Promise.race([
      wonOrNever(race.firstEnd),
      wonOrNever(second),
      allOver([race.firstEnd, second]),
    ]);
  } finally {
    for (const lane of race.lanes) lane.leave();
    // What the other call was told to stop is noted before anything is recorded.
    await Promise.allSettled(ends);
  }
}

async function startWhenDue(race: Race, onStart: (end: Promise<LaneEnd>) => void): Promise<LaneEnd> {
  let isFirstOver = false;
  const noteOver = (): void => {
    isFirstOver = true;
  };
  const over = race.firstEnd.then(noteOver, noteOver);
  for (let waitMs = race.dueInMs(); waitMs > 0 && !isFirstOver; waitMs = race.dueInMs()) {
    await untilOr(over, waitMs);
  }
  if (isFirstOver) return { kind: "over" };
  const end = race.second();
  onStart(end);
  return end;
}

/** Resolves when the work ends or the time is over; leaves no timer behind. */
function untilOr(work: Promise<void>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    void work.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function wonOrNever(end: Promise<LaneEnd>): Promise<LaneEnd> {
  const known = await end;
  return known.kind === "won" ? known : new Promise<never>(() => {});
}

async function allOver(ends: readonly Promise<LaneEnd>[]): Promise<LaneEnd> {
  const known = await Promise.all(ends);
  return known.find((end) => end.kind === "won") ?? { kind: "over" };
}

/** Waits; false when another lane has won meanwhile. Throws when the client leaves. */
export function pause(ms: number, presence: Presence, lost: Presence | null): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      presence.unlisten(onGone);
      lost?.unlisten(onLost);
    };
    const onGone = (): void => {
      end();
      reject(clientClosed());
    };
    const onLost = (): void => {
      end();
      resolve(false);
    };
    const timer = setTimeout(() => {
      end();
      resolve(true);
    }, ms);
    if (presence.isGone) return onGone();
    if (lost?.isGone === true) return onLost();
    presence.listen(onGone);
    lost?.listen(onLost);
  });
}
