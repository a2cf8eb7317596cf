import { describe, expect, it } from "vitest";
import { fitModel } from "./fit";
import {
  isolatedConfig,
  LEARNER_CONFIG,
  type Prior,
  type Signal,
  type TenantStatistics,
} from "./learner-types";
import { canonicalSnapshot, SnapshotReader, sharedSnapshot, TenantReader, tenantSnapshots } from "./snapshot";

const PRIOR: Prior = { mean: () => 0.7, isKnown: () => true };
const NAMES = { categories: ["code", "qa"], models: ["a", "b"] };

interface Means {
  a: number;
  b: number;
}

/** A tenant with `n` answers per model in each category. */
function tenant(
  tenantId: string,
  means: Means,
  more: { n?: number; groupId?: string; tier?: "free" | "paid"; isReadOnly?: boolean; signal?: Signal } = {},
): TenantStatistics {
  const n = more.n ?? 100;
  return {
    tenantId,
    groupId: more.groupId ?? tenantId,
    tier: more.tier ?? "paid",
    isReadOnly: more.isReadOnly ?? false,
    rows: NAMES.categories.flatMap((category) =>
      (["a", "b"] as const).map((model) => ({
        category,
        model,
        signal: more.signal ?? ("nps" as const),
        n,
        s: n * means[model],
      })),
    ),
  };
}

const many = (count: number, means: Means, from = 0): TenantStatistics[] =>
  Array.from({ length: count }, (_, index) => tenant(`org-${from + index}`, means));
const cold = (tenants: readonly TenantStatistics[]) => fitModel({ tenants, prior: PRIOR, ...NAMES });
const bytesOf = (tenants: readonly TenantStatistics[]): string =>
  canonicalSnapshot(sharedSnapshot(cold(tenants)));
const gapOf = (tenants: readonly TenantStatistics[], model = "a", other = "b"): number => {
  const reader = new SnapshotReader(sharedSnapshot(cold(tenants)), PRIOR.isKnown);
  return reader.evidence("qa", model).theta - reader.evidence("qa", other).theta;
};

describe("fitModel", () => {
  it("learns from many tenants which model their users like better, whatever level each scores at", () => {
    const tenants = Array.from({ length: 12 }, (_, index) => {
      const level = 0.5 + 0.03 * index;
      return tenant(`org-${index}`, { a: level + 0.06, b: level });
    });
    expect(gapOf(tenants)).toBeGreaterThan(0.03);
    expect(gapOf(tenants)).toBeLessThan(0.06);
  });

  it("does not take a signal's own scale for merit of the models that are used", () => {
    const names = { ...NAMES, models: ["a", "b", "new"] };
    // Nearly all behaviour is good, far above the scale of NPS; both models are as good as their benchmark.
    const tenants = Array.from({ length: 12 }, (_, index) => ({
      ...tenant(`org-${index}`, { a: 0.7, b: 0.7 }, { n: 30 }),
      rows: NAMES.categories.flatMap((category) =>
        (["a", "b"] as const).flatMap((model) => [
          { category, model, signal: "nps" as const, n: 30, s: 30 * 0.7 },
          { category, model, signal: "implicit" as const, n: 300, s: 300 * 0.8 },
        ]),
      ),
    }));
    const reader = new SnapshotReader(
      sharedSnapshot(fitModel({ tenants, prior: PRIOR, ...names })),
      PRIOR.isKnown,
    );
    for (const model of names.models) expect(Math.abs(reader.evidence("qa", model).theta)).toBeLessThan(0.01);
  });

  it("gives the same bytes whatever order tenants and rows come in", () => {
    const tenants = [...many(6, { a: 0.8, b: 0.7 }), tenant("big", { a: 0.6, b: 0.75 }, { n: 5_000 })];
    const shuffled = tenants.toReversed().map((one) => ({ ...one, rows: one.rows.toReversed() }));
    expect(bytesOf(shuffled)).toBe(bytesOf(tenants));
  });

  it("keeps no trace of a tenant that is taken out: the bytes are those of a world without it", () => {
    const others = many(7, { a: 0.8, b: 0.7 });
    const leaver = tenant("leaver", { a: 0.2, b: 0.9 }, { n: 3_000 });
    expect(bytesOf([...others, leaver])).not.toBe(bytesOf(others));
    expect(bytesOf([...others, leaver].filter(({ tenantId }) => tenantId !== "leaver"))).toBe(
      bytesOf(others),
    );
  });

  it("lets a read-only tenant change nothing for others, and still learn for itself", () => {
    const others = many(7, { a: 0.8, b: 0.7 });
    const reader = tenant("reader", { a: 0.5, b: 0.9 }, { n: 2_000, isReadOnly: true });
    expect(bytesOf([...others, reader])).toBe(bytesOf(others));
    const own = tenantSnapshots(cold([...others, reader])).find(({ tenantId }) => tenantId === "reader");
    const evidence = new TenantReader(own ?? null);
    const offset = (model: string): number =>
      evidence.evidence("qa", model).modelOffset + evidence.evidence("qa", model).cellOffset;
    expect(offset("b") - offset("a")).toBeGreaterThan(0.05);
  });

  it("publishes a cell only with five organisations behind it, however many projects one of them has", () => {
    expect(sharedSnapshot(cold(many(4, { a: 0.8, b: 0.7 }))).cells).toEqual([]);
    expect(sharedSnapshot(cold(many(5, { a: 0.8, b: 0.7 }))).cells).toHaveLength(4);
    const puppets = Array.from({ length: 20 }, (_, index) =>
      tenant(`project-${index}`, { a: 0.8, b: 0.7 }, { groupId: "one" }),
    );
    expect(sharedSnapshot(cold([...puppets, ...many(3, { a: 0.8, b: 0.7 })])).cells).toEqual([]);
  });

  it("publishes nothing of a cell with too few sessions", () => {
    const thin = Array.from({ length: 6 }, (_, n) => tenant(`org-${n}`, { a: 0.9, b: 0.5 }, { n: 8 }));
    expect(sharedSnapshot(cold(thin)).cells).toEqual([]);
  });

  it("bounds what one organisation can do, however much it sends and however extreme", () => {
    const honest = many(10, { a: 0.75, b: 0.7 });
    const before = gapOf(honest);
    const attacker = tenant("attacker", { a: 0, b: 1 }, { n: 1_000_000 });
    const moved = before - gapOf([...honest, attacker]);
    expect(Math.abs(moved)).toBeLessThan(0.07);
    const projects = Array.from({ length: 50 }, (_, n) =>
      tenant(`p-${n}`, { a: 0, b: 1 }, { n: 100_000, groupId: "attacker" }),
    );
    expect(before - gapOf([...honest, ...projects])).toBeLessThan(0.07);
  });

  it("believes few organisations that agree, and bounds a liar among them", () => {
    const few = many(6, { a: 0.8, b: 0.7 });
    const alike = many(30, { a: 0.8, b: 0.7 });
    expect(gapOf(few)).toBeGreaterThan(0.75 * gapOf(alike));
    for (const n of [20, 100, 1_000_000]) {
      const liar = tenant("liar", { a: 0, b: 1 }, { n });
      expect(gapOf([...few, liar])).toBeGreaterThan(0.9 * gapOf(few));
    }
  });

  it("settles, also with liars, so that a later refit finds what one from nothing finds", () => {
    const tenants = [
      ...many(6, { a: 0.8, b: 0.7 }),
      ...[20, 300].map((n) => tenant(`liar-${n}`, { a: 0.3, b: 0.9 }, { n })),
    ];
    const reference = cold(tenants);
    const further = fitModel({ tenants, prior: PRIOR, ...NAMES, previous: reference, sweeps: 50 });
    for (const [cell, theta] of reference.solution.theta.entries())
      expect(further.solution.theta[cell]).toBeCloseTo(theta, 5);
  });

  it("believes all of them where the benchmark is wrong, and not each a little", () => {
    const wrong = { ...PRIOR, mean: (_: string, model: string) => (model === "a" ? 0.3 : 0.9) };
    const tenants = many(10, { a: 0.9, b: 0.3 });
    const fit = fitModel({ tenants, prior: wrong, ...NAMES });
    const believing = fitModel({
      tenants,
      prior: wrong,
      ...NAMES,
      config: { ...LEARNER_CONFIG, deviationUsual: Number.POSITIVE_INFINITY },
    });
    expect(canonicalSnapshot(sharedSnapshot(fit))).toBe(canonicalSnapshot(sharedSnapshot(believing)));
  });

  it("goes on believing an organisation whose users are harder to please, or whose own measure has another scale", () => {
    const trustIn = (strange: TenantStatistics): number => {
      const contributed = (tenants: TenantStatistics[]) =>
        sharedSnapshot(cold(tenants)).cells.reduce(
          (sum, { npsPrecision, proxyPrecision }) => sum + npsPrecision + proxyPrecision,
          0,
        );
      const usual = many(8, { a: 0.8, b: 0.7 });
      return contributed([...usual, strange]) - contributed(usual);
    };
    const like = trustIn(tenant("strange", { a: 0.8, b: 0.7 }));
    expect(trustIn(tenant("strange", { a: 0.6, b: 0.5 }))).toBeGreaterThan(0.5 * like);
    const measured = (mean: number) => {
      const own = tenant("strange", { a: mean + 0.1, b: mean }, { n: 300, signal: "evaluation" });
      return trustIn({ ...own, rows: [...own.rows, ...tenant("x", { a: 0.8, b: 0.7 }).rows] });
    };
    expect(measured(0.2)).toBeGreaterThan(0.5 * measured(0.9));
    // Who praises what others complain of counts for nearly nothing.
    expect(trustIn(tenant("strange", { a: 0.2, b: 0.9 }))).toBeLessThan(0.1 * like);
  });

  it("bounds what many free organisations can do together", () => {
    const honest = many(10, { a: 0.75, b: 0.7 });
    const puppets = Array.from({ length: 200 }, (_, n) =>
      tenant(`puppet-${n}`, { a: 0.2, b: 0.9 }, { n: 1_000, tier: "free" }),
    );
    const moved = gapOf(honest) - gapOf([...honest, ...puppets]);
    expect(moved).toBeLessThan(0.12);
    const asPaid = puppets.map((one) => ({ ...one, tier: "paid" as const }));
    expect(gapOf(honest) - gapOf([...honest, ...asPaid])).toBeGreaterThan(moved);
  });

  it("takes a judge's liking for a model as bias once users disagree with it", () => {
    const tenants = many(10, { a: 0.7, b: 0.7 }).map((one) => ({
      ...one,
      rows: [...one.rows, ...tenant("x", { a: 1, b: 0.8 }, { n: 300, signal: "evaluation" }).rows],
    }));
    const biases = sharedSnapshot(cold(tenants)).biases.filter(({ signal }) => signal === "evaluation");
    const of = (model: string): number => biases.find((row) => row.model === model)?.d ?? 0;
    expect(of("a") - of("b")).toBeGreaterThan(0.03);
    expect(Math.abs(gapOf(tenants))).toBeLessThan(0.05);
  });

  it("lets an isolated organisation learn from its own rows alone", () => {
    const alone = fitModel({
      tenants: [tenant("alone", { a: 0.9, b: 0.6 }, { n: 400 })],
      prior: PRIOR,
      ...NAMES,
      config: isolatedConfig(LEARNER_CONFIG),
    });
    const [own] = tenantSnapshots(alone);
    const shared = new SnapshotReader(sharedSnapshot(alone), PRIOR.isKnown);
    const reader = new TenantReader(own ?? null);
    const value = (model: string): number => {
      const { modelOffset, cellOffset } = reader.evidence("qa", model);
      return shared.evidence("qa", model).theta + modelOffset + cellOffset;
    };
    expect(value("a") - value("b")).toBeGreaterThan(0.1);
  });

  it("comes from the last solution to where it comes from nothing", () => {
    const first = cold(many(8, { a: 0.8, b: 0.7 }));
    const tenants = many(9, { a: 0.78, b: 0.71 });
    const warm = fitModel({ tenants, prior: PRIOR, ...NAMES, previous: first, sweeps: 300 });
    const reference = cold(tenants);
    for (const [cell, theta] of reference.solution.theta.entries())
      expect(warm.solution.theta[cell]).toBeCloseTo(theta, 5);
  });

  it("keeps nothing of a tenant whose rows have changed since the last fit", () => {
    const first = cold([...many(6, { a: 0.8, b: 0.7 }), tenant("turned", { a: 0.1, b: 0.9 })]);
    const now = [...many(6, { a: 0.8, b: 0.7 }), { ...tenant("turned", { a: 0.1, b: 0.9 }), rows: [] }];
    const warm = fitModel({ tenants: now, prior: PRIOR, ...NAMES, previous: first, sweeps: 300 });
    expect(warm.solution.a.every(Number.isFinite)).toBe(true);
    for (const [cell, theta] of cold(now).solution.theta.entries())
      expect(warm.solution.theta[cell]).toBeCloseTo(theta, 6);
    expect(tenantSnapshots(warm).find(({ tenantId }) => tenantId === "turned")).toMatchObject({
      cells: [],
      models: [],
    });
  });

  it("adds rows of one cell and signal up, and leaves out what nobody may ask for", () => {
    const whole = many(6, { a: 0.8, b: 0.7 });
    const split = whole.map((one) => ({
      ...one,
      rows: [
        ...one.rows.flatMap((row) => [
          { ...row, n: row.n / 2, s: row.s / 2 },
          { ...row, n: row.n / 2, s: row.s / 2 },
        ]),
        { category: "code", model: "unknown", signal: "nps" as const, n: 50, s: 5 },
        { category: "elsewhere", model: "a", signal: "nps" as const, n: 50, s: 5 },
      ],
    }));
    expect(bytesOf(split)).toBe(bytesOf(whole));
  });

  it("stays finite with absurd rows", () => {
    const odd = [...many(6, { a: 1e6, b: -1e6 }), tenant("tiny", { a: 0.5, b: 0.5 }, { n: 1e-12 })];
    for (const { theta } of sharedSnapshot(cold(odd)).cells) expect(Number.isFinite(theta)).toBe(true);
  });
});
