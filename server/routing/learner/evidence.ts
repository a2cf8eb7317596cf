import type { Design } from "./design";
import { type LearnerConfig, SIGNALS } from "./learner-types";
import { add, at, byteAt, indexAt, medianOf, type Vector, zeros } from "./vector";

const J = SIGNALS.length;

/** What does not change from sweep to sweep: how much each mean, cell and group weighs. Worked out once for a fit. */
export interface Evidence {
  /** By signal: noise of one observation over the variance of a tenant's level, and one over that variance. */
  levelShrink: Vector;
  levelPrecision: Vector;
  /** By observation: how far it lies from the prior, how precise it is, and its share of its cell's precision. */
  deviation: Vector;
  observationPrecision: Vector;
  share: Vector;
  /** By cell: precision of all its observations, and the part of a deviation that is the tenant's own. */
  cellPrecision: Vector;
  cellGain: Vector;
  /** By observation: signal × category × model. */
  sharedKey: Int32Array;
  /** By cell: the place of its group's contribution; -1 for a tenant that adds nothing. */
  slotOf: Int32Array;
  /** By tenant and its group: contributions of group k, slots slotsOf[k] … slotsOf[k+1]. */
  groups: { tier: "free" | "paid" }[];
  slotsOf: Int32Array;
  /** By tenant: its group. By group: what it says of models, see `contrastsOf`. */
  groupOf: Int32Array;
  groupContrasts: Int32Array;
  /** By cell: how reliably it speaks for the shared cell. By slot: the same of the whole group, and by kind of signal. */
  reliability: Vector;
  slotKey: Int32Array;
  slotWeight: Vector;
  slotNps: Vector;
  slotProxy: Vector;
  /** By category × model: groups and sessions behind a shared cell. */
  groupCount: Int32Array;
  sessions: Vector;
  /** By observation: its weight among those that say how a signal is (0: adds nothing), signal × model, signal × category. */
  signalWeight: Vector;
  biasKey: Int32Array;
  levelKey: Int32Array;
  /** By signal × model and by signal × category: groups that say how a signal is. */
  biasGroups: Int32Array;
  levelGroups: Int32Array;
}

export function weighEvidence(design: Design, config: LearnerConfig): Evidence {
  const [cells, observations] = [design.cellKey.length, design.n.length];
  const shared = design.mu0.length;
  const evidence: Evidence = {
    levelShrink: Float64Array.from(SIGNALS, (name) => config.noise[name] / levelVariance(name, config)),
    levelPrecision: Float64Array.from(SIGNALS, (name) => 1 / levelVariance(name, config)),
    ...{ deviation: zeros(observations), observationPrecision: zeros(observations) },
    ...{ share: zeros(observations), signalWeight: zeros(observations) },
    ...{ biasKey: new Int32Array(observations), levelKey: new Int32Array(observations) },
    ...{ cellPrecision: zeros(cells), cellGain: zeros(cells) },
    sharedKey: new Int32Array(observations),
    ...{ slotOf: new Int32Array(cells).fill(-1), reliability: zeros(cells) },
    ...{ groups: [], slotsOf: new Int32Array(design.tenants.length + 1), slotKey: new Int32Array(cells) },
    ...{ slotWeight: zeros(cells), slotNps: zeros(cells), slotProxy: zeros(cells) },
    ...{
      groupOf: new Int32Array(design.tenants.length),
      groupContrasts: new Int32Array(design.tenants.length),
    },
    ...{ groupCount: new Int32Array(shared), sessions: zeros(shared) },
    biasGroups: new Int32Array(J * design.models.length),
    levelGroups: new Int32Array(J * design.categories.length),
  };
  weighObservations(design, evidence, config);
  const scratch = {
    slot: new Int32Array(shared).fill(-1),
    bias: new Int32Array(evidence.biasGroups.length).fill(-1),
    level: new Int32Array(evidence.levelGroups.length).fill(-1),
  };
  let slots = 0;
  for (const [t, { groupId, tier }] of design.tenants.entries()) {
    if (t === 0 || groupId !== design.tenants[t - 1]?.groupId) {
      evidence.slotsOf[evidence.groups.length] = slots;
      evidence.groups.push({ tier });
    }
    evidence.groupOf[t] = evidence.groups.length - 1;
    slots = weighTenant(design, evidence, { t, config, slots, scratch });
  }
  evidence.slotsOf[evidence.groups.length] = slots;
  return evidence;
}

function noiseOf({ noise }: LearnerConfig): Vector {
  return Float64Array.from(SIGNALS, (name) => noise[name]);
}

function levelVariance(signal: (typeof SIGNALS)[number], { tenantLevelSd }: LearnerConfig): number {
  return signal === "nps" ? tenantLevelSd.nps ** 2 : tenantLevelSd.other ** 2;
}

function weighObservations(design: Design, evidence: Evidence, config: LearnerConfig): void {
  const noise = noiseOf(config);
  const [M, C] = [design.models.length, design.categories.length];
  const penalty = 1 / config.tenantCellVariance;
  const base = baseLevels(design, config);
  for (let i = 0; i < design.cellKey.length; i++) {
    const [key, m] = [indexAt(design.cellKey, i), indexAt(design.cellModel, i)];
    const [from, to] = [indexAt(design.observationOf, i), indexAt(design.observationOf, i + 1)];
    let sum = 0;
    for (let o = from; o < to; o++) {
      const j = byteAt(design.signal, o);
      evidence.deviation[o] = at(design.y, o) - at(design.mu0, key) - at(base, j);
      evidence.biasKey[o] = j * M + m;
      evidence.levelKey[o] = j * C + (key - m) / M;
      evidence.sharedKey[o] = j * C * M + key;
      evidence.observationPrecision[o] = at(design.n, o) / at(noise, j);
      sum += at(evidence.observationPrecision, o);
    }
    for (let o = from; o < to; o++) evidence.share[o] = at(evidence.observationPrecision, o) / sum;
    evidence.cellPrecision[i] = sum;
    evidence.cellGain[i] = sum / (sum + penalty);
  }
}

/**
 * How high a signal lies above the prior altogether: the median over all groups, which a few liars do not move. Signals
 * have scales of their own, and what is left of that would count as merit of the models that are used.
 */
function baseLevels(design: Design, config: LearnerConfig): Vector {
  const means = SIGNALS.map((): number[] => []);
  const [sum, weight] = [zeros(J), zeros(J)];
  for (const [t, { groupId, isReadOnly }] of design.tenants.entries()) {
    if (!isReadOnly) addDeviations(design, t, sum, weight);
    if (design.tenants[t + 1]?.groupId === groupId) continue;
    for (const [j, name] of SIGNALS.entries())
      if (at(weight, j) > 0)
        means[j]?.push(at(sum, j) / (at(weight, j) + config.noise[name] / config.baseLevelSd ** 2));
    sum.fill(0);
    weight.fill(0);
  }
  return Float64Array.from(means, (some) => (some.length < config.groupsMin ? 0 : medianOf(some)));
}

function addDeviations(design: Design, t: number, sum: Vector, weight: Vector): void {
  const to = indexAt(design.cellOf, indexAt(design.blockOf, t + 1));
  for (let i = indexAt(design.cellOf, indexAt(design.blockOf, t)); i < to; i++) {
    const expected = at(design.mu0, indexAt(design.cellKey, i));
    for (let o = indexAt(design.observationOf, i); o < indexAt(design.observationOf, i + 1); o++) {
      const j = byteAt(design.signal, o);
      add(sum, j, at(design.n, o) * (at(design.y, o) - expected));
      add(weight, j, at(design.n, o));
    }
  }
}

interface TenantWeight {
  t: number;
  config: LearnerConfig;
  /** Slots used so far. */
  slots: number;
  /** The last slot of a shared cell, and the last group that said something of a signal. */
  scratch: { slot: Int32Array; bias: Int32Array; level: Int32Array };
}

/** One tenant's contribution before it is bounded, added to that of its group. Returns the slots used now. */
function weighTenant(
  design: Design,
  evidence: Evidence,
  { t, config, slots, scratch }: TenantWeight,
): number {
  if (design.tenants[t]?.isReadOnly !== false) return slots;
  const spread = config.tenantCellVariance + config.tenantModelVariance / 2;
  const noise = noiseOf(config);
  const group = evidence.groups.length - 1;
  const first = indexAt(evidence.slotsOf, group);
  let used = slots;
  const from = indexAt(design.cellOf, indexAt(design.blockOf, t));
  const to = indexAt(design.cellOf, indexAt(design.blockOf, t + 1));
  evidence.groupContrasts[group] = indexAt(evidence.groupContrasts, group) + contrastsOf(design, t);
  for (let i = from; i < to; i++) {
    const key = indexAt(design.cellKey, i);
    if (indexAt(scratch.slot, key) < first) {
      evidence.slotKey[used] = key;
      scratch.slot[key] = used++;
      evidence.groupCount[key] = indexAt(evidence.groupCount, key) + 1;
    }
    const slot = indexAt(scratch.slot, key);
    evidence.slotOf[i] = slot;
    let [nps, sessions] = [0, 0];
    for (let o = indexAt(design.observationOf, i); o < indexAt(design.observationOf, i + 1); o++) {
      const j = byteAt(design.signal, o);
      const n = at(design.n, o);
      if (j === 0) nps = n / at(noise, 0);
      sessions = Math.max(sessions, n);
      const ofSignal = 1 / (at(noise, j) / n + config.tenantCellVariance);
      evidence.signalWeight[o] = ofSignal;
      note(evidence.biasGroups, scratch.bias, indexAt(evidence.biasKey, o), group);
      note(evidence.levelGroups, scratch.level, indexAt(evidence.levelKey, o), group);
    }
    const weight = at(evidence.cellPrecision, i);
    evidence.reliability[i] = reliabilityOf(spread, weight);
    add(evidence.slotWeight, slot, at(evidence.reliability, i));
    add(evidence.slotNps, slot, reliabilityOf(spread, nps));
    add(evidence.slotProxy, slot, reliabilityOf(spread, weight - nps));
    add(evidence.sessions, key, sessions);
  }
  return used;
}

/** A tenant's observations that can be held against others: of all but NPS, one in each task says only how high that signal lies. */
function contrastsOf(design: Design, t: number): number {
  let count = 0;
  for (let b = indexAt(design.blockOf, t); b < indexAt(design.blockOf, t + 1); b++) {
    const seen = new Uint8Array(J).fill(1, 0, 1);
    const to = indexAt(design.observationOf, indexAt(design.cellOf, b + 1));
    for (let o = indexAt(design.observationOf, indexAt(design.cellOf, b)); o < to; o++) {
      const j = byteAt(design.signal, o);
      count += byteAt(seen, j);
      seen[j] = 1;
    }
  }
  return count;
}

/** However much a tenant sends, its own deviation remains: precision is bounded by 1 / spread. */
function reliabilityOf(spread: number, weight: number): number {
  return weight > 0 ? 1 / (spread + 1 / weight) : 0;
}

function note(counts: Int32Array, last: Int32Array, key: number, group: number): void {
  if (indexAt(last, key) === group) return;
  last[key] = group;
  counts[key] = indexAt(counts, key) + 1;
}
