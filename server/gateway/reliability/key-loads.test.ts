import { beforeEach, describe, expect, it } from "vitest";
import type { KeyBalancing } from "@/server/contracts/route-settings";
import { KeyLoads } from "./key-loads";

const DRAWS = 4_000;
let nowMs: number;
let loads: KeyLoads;

beforeEach(() => {
  nowMs = 1_000_000;
  loads = new KeyLoads(() => nowMs);
});

/** A fixed sequence of numbers spread evenly over 0 … 1. */
function sequence(): () => number {
  let state = 42;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

/** How often `name` comes first. */
function share(
  name: string,
  weights: Readonly<Record<string, number>>,
  balancing: KeyBalancing = "latency_based",
): number {
  const keys = Object.entries(weights).map(([key, weight]) => ({ name: key, weight }));
  const random = sequence();
  let first = 0;
  for (let draw = 0; draw < DRAWS; draw++)
    if (loads.order(keys, { random, balancing })[0]?.name === name) first += 1;
  return first / DRAWS;
}

function measure(name: string, latencyMs: number): void {
  const end = loads.begin(name);
  loads.noteLatency(name, latencyMs);
  end();
}

describe("balancing over several keys", () => {
  it("gives equal keys the shares that their weights say", () => {
    expect(share("b", { a: 1, b: 3 })).toBeCloseTo(0.75, 1);
    for (const name of ["a", "b"]) measure(name, 400);
    expect(share("b", { a: 1, b: 3 })).toBeCloseTo(0.75, 1);
  });

  it("puts every key somewhere in the order, also one of weight zero", () => {
    const order = loads.order(["a", "b", "c"].map((name) => ({ name, weight: 0 })));
    expect(order.map(({ name }) => name).sort()).toEqual(["a", "b", "c"]);
  });

  it("shifts calls from the slower key in proportion, and never all of them", () => {
    measure("a", 300);
    measure("b", 900);
    expect(share("b", { a: 1, b: 1 })).toBeCloseTo(0.25, 1);
    measure("b", 600_000);
    expect(share("b", { a: 1, b: 1 })).toBeGreaterThan(0.05);
  });

  it("follows a peak at once and lets go of it slowly", () => {
    measure("a", 100);
    measure("b", 100);
    measure("b", 900);
    expect(share("b", { a: 1, b: 1 })).toBeCloseTo(0.1, 1);
    nowMs += 1_000;
    for (const name of ["a", "b"]) measure(name, 100);
    expect(share("b", { a: 1, b: 1 })).toBeLessThan(0.2);
    for (let turn = 0; turn < 6; turn++) {
      nowMs += 5_000;
      for (const name of ["a", "b"]) measure(name, 100);
    }
    expect(share("b", { a: 1, b: 1 })).toBeGreaterThan(0.4);
  });

  it("counts calls that are still running, until they end, once", () => {
    const ends = [loads.begin("a"), loads.begin("a"), loads.begin("a")];
    expect(share("a", { a: 1, b: 1 })).toBeCloseTo(0.2, 1);
    for (const end of [...ends, ...ends]) end();
    expect(share("a", { a: 1, b: 1 })).toBeCloseTo(0.5, 1);
  });

  it("forgets a measurement after half a minute, so that a key that was slow is asked again", () => {
    measure("a", 100);
    measure("b", 1_000);
    nowMs += 30_001;
    expect(share("b", { a: 1, b: 1 })).toBeCloseTo(0.5, 1);
  });

  it("looks at weights alone, or takes turns, when told to", () => {
    measure("a", 100);
    measure("b", 900);
    expect(share("b", { a: 1, b: 1 }, "weighted")).toBeCloseTo(0.5, 1);
    expect(share("b", { a: 1, b: 3 }, "weighted")).toBeCloseTo(0.75, 1);
    const keys = ["a", "b", "c"].map((name) => ({ name, weight: 1 }));
    const turns = [0, 1, 2, 3].map(() =>
      loads.order(keys, { balancing: "round_robin" }).map(({ name }) => name),
    );
    expect(turns).toEqual([
      ["a", "b", "c"],
      ["b", "c", "a"],
      ["c", "a", "b"],
      ["a", "b", "c"],
    ]);
    const reserve = [
      { name: "a", weight: 0 },
      { name: "b", weight: 1 },
    ];
    expect(loads.order(reserve, { balancing: "round_robin" }).map(({ name }) => name)).toEqual(["b", "a"]);
  });

  it("knows how long 95 of 100 recent calls took, once there were enough of them", () => {
    for (let call = 1; call < 20; call++) measure("a", call);
    expect(loads.p95Ms("a")).toBeNull();
    for (let call = 1; call <= 100; call++) measure("a", call);
    expect(loads.p95Ms("a")).toBe(97);
    expect(loads.p95Ms("never called")).toBeNull();
  });
});
