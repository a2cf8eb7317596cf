import { describe, expect, it } from "vitest";
import { driftAlarm, NO_DRIFT, observeDrift } from "./drift";

/** Sums of twelve uniform numbers: near enough to a normal distribution, and seeded. */
function* normals(seed: number): Generator<number> {
  let state = seed;
  for (;;) {
    let sum = 0;
    for (let n = 0; n < 12; n++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      sum += state / 2 ** 32;
    }
    yield sum - 6;
  }
}

function firstAlarm(
  shift: number,
  seed: number,
  limit: number,
): { at: number; kind: "worse" | "better" | null } {
  const noise = normals(seed);
  let drift = NO_DRIFT;
  for (let at = 1; at <= limit; at++) {
    drift = observeDrift(drift, 0.7 + shift + 0.3 * (noise.next().value ?? 0), 0.7, 0.3);
    const kind = driftAlarm(drift);
    if (kind !== null) return { at, kind };
  }
  return { at: limit, kind: null };
}

describe("drift", () => {
  it("is raised at most twice in two hundred thousand rewards that do not change", () => {
    const alarms = Array.from({ length: 20 }, (_, seed) => firstAlarm(0, seed + 1, 10_000)).filter(
      ({ kind }) => kind !== null,
    );
    expect(alarms.length).toBeLessThanOrEqual(2);
  });

  it("finds a drop of half a standard deviation within some hundred rewards, and says which way", () => {
    for (let seed = 1; seed <= 20; seed++) {
      const down = firstAlarm(-0.15, seed, 2_000);
      expect(down.kind).toBe("worse");
      expect(down.at).toBeLessThan(400);
      expect(firstAlarm(0.15, seed, 2_000).kind).toBe("better");
    }
  });
});
