import type { Outcome, Pool } from "./outcomes";
import { Random } from "./random";

/** Everything that can be varied in the simulated world; ROUTING section 3.1. */
export interface WorldConfig {
  sessions: number;
  tenants: number;
  lateTenants: number;
  /** USD per request to NPS/10. */
  lambda: number;
  answerRate: number;
  evaluationRate: number;
  wrongTaskRate: number;
  judgeBiasSd: number;
  tenantModelSd: number;
  tenantCellSd: number;
  seed: number;
  /** How long an answer takes to arrive, in sessions. */
  answerDelay: number;
}

export const WORLD: WorldConfig = {
  sessions: 60_000,
  tenants: 30,
  lateTenants: 10,
  lambda: 4,
  answerRate: 0.1,
  evaluationRate: 0.3,
  wrongTaskRate: 0.1,
  judgeBiasSd: 0.05,
  tenantModelSd: 0.02,
  tenantCellSd: 0.02,
  seed: 1,
  answerDelay: 100,
};

export interface WorldTenant {
  id: string;
  isLate: boolean;
  joinsAt: number;
  rate: number;
  /** Cumulative, by category. */
  mix: readonly number[];
  /** By category: cumulative weights of its prompts. */
  prompts: readonly Float64Array[];
  /** By category × model, free of noise: satisfaction in NPS/10, USD per request. */
  satisfaction: Float64Array;
  cost: Float64Array;
  /** By category × model: what the tenant and the benchmark's error add to quality. */
  offset: Float64Array;
}

export interface World {
  config: WorldConfig;
  pool: Pool;
  categories: readonly string[];
  models: readonly string[];
  tenants: readonly WorldTenant[];
  /** By category: its prompts. */
  prompts: readonly (readonly Outcome[])[];
  /** By category × model: the published benchmark, seconds, USD per request. */
  benchmark: Float64Array;
  latency: Float64Array;
  meanCost: Float64Array;
  judgeBias: readonly number[];
}

export interface Session {
  index: number;
  tenant: number;
  /** What it is about, and what the gateway takes it for. */
  category: number;
  assigned: number;
  requests: number;
}

export interface SessionOutcome {
  nps: number | null;
  npsDelay: number;
  evaluation: number | null;
  /** 1 when nothing bad happened, else 0. */
  implicit: number;
  satisfaction: number;
  costPerRequest: number;
}

const clip = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
const satisfied = (quality: number, seconds: number): number =>
  0.25 + 0.7 * quality - 0.06 * Math.min(3, seconds / 10);

export function makeWorld(pool: Pool, config: WorldConfig): World {
  const random = new Random(config.seed * 7919);
  const categories = [...new Set(pool.outcomes.map(({ category }) => category))].sort();
  const prompts = categories.map((category) => pool.outcomes.filter((row) => row.category === category));
  const M = pool.models.length;
  const [benchmark, latency, meanCost] = [0, 1, 2].map(() => new Float64Array(categories.length * M));
  if (benchmark === undefined || latency === undefined || meanCost === undefined) throw new Error("no room");
  for (const [c, rows] of prompts.entries())
    for (let m = 0; m < M; m++) {
      benchmark[c * M + m] = mean(rows.map((row) => row.quality[m] ?? 0));
      latency[c * M + m] = mean(rows.map((row) => secondsOf(pool, row, m)));
      meanCost[c * M + m] = mean(rows.map((row) => row.cost[m] ?? 0));
    }
  const shift = sharedShift(random, categories.length, M);
  const count = config.tenants + config.lateTenants;
  const tenants = Array.from({ length: count }, (_, index) =>
    makeTenant({ index, pool, prompts, shift, config, random: new Random(config.seed * 104_729 + index) }),
  );
  const judgeBias = pool.models.map(() => random.normal(config.judgeBiasSd));
  return {
    config,
    pool,
    categories,
    models: pool.models,
    tenants,
    prompts,
    benchmark,
    latency,
    meanCost,
    judgeBias,
  };
}

/** Dearer models are slower; a stand-in for speeds that the tables do not have. */
function secondsOf(pool: Pool, row: Outcome, m: number): number {
  const tokensPerSecond = 120 / (1 + Math.sqrt((pool.outputPrice[m] ?? 1) / 4));
  return 0.6 + (row.outputTokens[m] ?? 0) / tokensPerSecond;
}

/** Where the benchmark is wrong for everybody. */
function sharedShift(random: Random, C: number, M: number): Float64Array {
  const shift = new Float64Array(C * M);
  for (let m = 0; m < M; m++) {
    const ofModel = random.normal(0.03);
    for (let c = 0; c < C; c++) shift[c * M + m] = ofModel + random.normal(0.03);
  }
  return shift;
}

interface TenantInput {
  index: number;
  pool: Pool;
  prompts: readonly (readonly Outcome[])[];
  shift: Float64Array;
  config: WorldConfig;
  random: Random;
}

function makeTenant({ index, pool, prompts, shift, config, random }: TenantInput): WorldTenant {
  const isLate = index >= config.tenants;
  const [C, M] = [prompts.length, pool.models.length];
  const level = random.normal(0.06);
  const ofModel = pool.models.map(() => random.normal(config.tenantModelSd));
  const offset = shift.map(
    (value, cell) => value + level + (ofModel[cell % M] ?? 0) + random.normal(config.tenantCellSd),
  );
  const satisfaction = new Float64Array(C * M);
  const cost = new Float64Array(C * M);
  const cumulative = prompts.map((rows, c) => {
    const tilt = random.normal();
    const weights = rows.map((row) => {
      const base = random.uniform() < 0.5 ? 1 : 0.02;
      return base * Math.exp(2 * tilt * (mean(row.quality) - 0.5));
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (let m = 0; m < M; m++) {
      let [s, usd] = [0, 0];
      for (const [place, row] of rows.entries()) {
        const weight = (weights[place] ?? 0) / total;
        s += weight * satisfied(row.quality[m] ?? 0, secondsOf(pool, row, m));
        usd += weight * (row.cost[m] ?? 0);
      }
      satisfaction[c * M + m] = s + (offset[c * M + m] ?? 0);
      cost[c * M + m] = usd;
    }
    return cumulate(weights);
  });
  return {
    id: `tenant-${String(index).padStart(3, "0")}`,
    isLate,
    joinsAt: isLate ? 0.6 * config.sessions : random.uniform() * 0.4 * config.sessions,
    rate: isLate ? 3.5 : Math.exp(random.normal()),
    mix: Array.from(cumulate(random.dirichlet(C, 0.5))),
    prompts: cumulative,
    satisfaction,
    cost,
    offset,
  };
}

/** The same sessions for every policy: who asks, about what, and how often. */
export function sessionsOf(world: World): Session[] {
  const random = new Random(world.config.seed * 15_485_863 + 11);
  const byJoin = world.tenants.map((tenant, index) => ({ tenant, index }));
  return Array.from({ length: world.config.sessions }, (_, index) => {
    const present = byJoin.filter(({ tenant }) => tenant.joinsAt <= index);
    const tenant =
      present.length === 0
        ? 0
        : (present[
            pickBy(
              present.map((one) => one.tenant.rate),
              random,
            )
          ]?.index ?? 0);
    const category = pick(world.tenants[tenant]?.mix ?? [], random);
    const isWrong = random.uniform() < world.config.wrongTaskRate;
    const assigned = isWrong ? random.integer(world.categories.length) : category;
    let requests = 1;
    while (requests < 6 && random.uniform() > 0.4) requests += 1;
    return { index, tenant, category, assigned, requests };
  });
}

/** What happens when a model serves a session. `drop` lowers what users get from it, silently. */
export function serve(world: World, session: Session, m: number, drop = 0): SessionOutcome {
  const { config } = world;
  const random = new Random(config.seed * 32_452_843 + session.index * 64 + m);
  const tenant = world.tenants[session.tenant];
  const M = world.models.length;
  const rows = world.prompts[session.category] ?? [];
  const offset = (tenant?.offset[session.category * M + m] ?? 0) - drop;
  let [quality, satisfaction, cost] = [0, 0, 0];
  for (let n = 0; n < session.requests; n++) {
    const row = rows[pick(tenant?.prompts[session.category] ?? [], random)];
    if (row === undefined) continue;
    quality += (row.quality[m] ?? 0) / session.requests;
    satisfaction += satisfied(row.quality[m] ?? 0, secondsOf(world.pool, row, m)) / session.requests;
    cost += (row.cost[m] ?? 0) / session.requests;
  }
  satisfaction += offset;
  const nps = clip(Math.round(10 * satisfaction + random.normal(2.2)), 0, 10);
  const isAnswered = random.uniform() < config.answerRate * (1 + (0.5 * Math.abs(nps - 7)) / 5);
  const judged = quality + offset + (world.judgeBias[m] ?? 0) + random.normal(0.3);
  const isJudged = random.uniform() < config.evaluationRate;
  const isBad = random.uniform() < clip(0.45 - 0.35 * (quality + offset), 0, 1);
  return {
    nps: isAnswered ? nps : null,
    npsDelay: random.exponential(config.answerDelay),
    evaluation: isJudged ? judged : null,
    implicit: isBad ? 0 : 1,
    satisfaction,
    costPerRequest: cost,
  };
}

/** Satisfaction less cost of a model for a tenant's sessions of a category, free of noise. */
export function utility(world: World, tenant: number, category: number, m: number): number {
  const cell = category * world.models.length + m;
  const one = world.tenants[tenant];
  return (one?.satisfaction[cell] ?? 0) - world.config.lambda * (one?.cost[cell] ?? 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function cumulate(weights: readonly number[]): Float64Array {
  let sum = 0;
  return Float64Array.from(weights, (weight) => {
    sum += weight;
    return sum;
  });
}

function pickBy(weights: readonly number[], random: Random): number {
  return pick(cumulate(weights), random);
}

/** Where a uniform number falls among cumulative weights. */
function pick(cumulative: ArrayLike<number>, random: Random): number {
  const wanted = random.uniform() * (cumulative[cumulative.length - 1] ?? 0);
  let [low, high] = [0, cumulative.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] ?? 0) > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
