import { beforeEach, describe, expect, it } from "vitest";
import { PROVIDERS } from "@/server/contracts/provider-table";
import type { Hop } from "../stages/plan-route";
import { testConnection } from "../stages/test-caller";
import { LocalBreakers } from "./breakers";
import { circuitName, HopGate } from "./hop-gate";

let nowMs: number;
let breakers: LocalBreakers;

beforeEach(() => {
  nowMs = 1_000_000;
  breakers = new LocalBreakers(() => nowMs);
});

function hop(keyId: string | null, model = "m"): Hop {
  const provider = PROVIDERS[keyId === null ? "sandbox" : "openai"];
  if (provider === undefined) throw new Error("no provider");
  const connection = keyId === null ? null : testConnection({ id: keyId });
  return { provider, model, connection, fallbackIndex: 0, candidateId: null };
}
const HOPS = [hop("k1"), hop("k2"), hop("k3")];

function coolDown(index: number, forMs: number): void {
  const name = circuitName(HOPS[index] ?? hop("none"), "org_1");
  breakers.enter(name).report({ kind: "rate_limited", forMs });
}
const entered = (gate: HopGate, isUntried = true): string[] =>
  HOPS.map((_hop, index) => gate.enter(index, isUntried).kind);

describe("the gate before each hop", () => {
  it("passes over blocked hops while another can be asked", () => {
    coolDown(0, 5_000);
    coolDown(2, 5_000);
    const gate = new HopGate(breakers, HOPS, "org_1");
    expect([0, 1, 2].map((index) => gate.isFree(index))).toEqual([false, true, false]);
    expect(entered(gate, false)).toEqual(["blocked", "permit", "blocked"]);
  });

  it("calls the hop that is free soonest when all are blocked", () => {
    for (const [index, forMs] of [9_000, 3_000, 6_000].entries()) coolDown(index, forMs);
    expect(entered(new HopGate(breakers, HOPS, "org_1"), false)).toEqual(["blocked", "permit", "blocked"]);
  });

  it("never ends without a call when the free hops are taken in the meantime", () => {
    coolDown(0, 9_000);
    coolDown(2, 9_000);
    const gate = new HopGate(breakers, HOPS, "org_1");
    coolDown(1, 9_000);
    expect(entered(gate)).toEqual(["blocked", "blocked", "permit"]);
  });

  it("keeps models, keys and organisations apart", () => {
    const names = [
      circuitName(hop("k1"), "org_1"),
      circuitName(hop("k1", "other"), "org_1"),
      circuitName(hop("k2"), "org_1"),
      circuitName(hop(null), "org_1"),
      circuitName(hop(null), "org_2"),
    ];
    expect(new Set(names).size).toBe(names.length);
  });
});
