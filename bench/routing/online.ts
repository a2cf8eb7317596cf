import type { Signal } from "../../server/routing/learner/learner-types";
import type { Policy } from "./policies";
import { type Session, type SessionOutcome, serve, utility, type World } from "./world";

export interface OnlineResult {
  /** Mean regret per session: of all, and of late tenants by their own session number. */
  all: number;
  fresh: Record<"0-50" | "50-200" | "200-800", number>;
  /** Mean USD per request. */
  cost: number;
  satisfaction: number;
  /** Off-policy estimate of always taking the likeliest model, less its true satisfaction; null without exploration. */
  offPolicyError: number | null;
}

const REFIT_EVERY = 250;

export interface OnlineHooks {
  /** Told of every session once it is served. */
  observe?(served: { session: Session; m: number; regret: number; outcome: SessionOutcome }): void;
  /** What a model's answers are worth less from now on, NPS/10; nobody is told. */
  dropOf?(session: Session, m: number): number;
}

/** Drives one policy through all sessions. Rewards arrive when they would. */
export function runOnline(
  world: World,
  sessions: readonly Session[],
  policy: Policy,
  hooks: OnlineHooks = {},
): OnlineResult {
  const due: { at: number; session: Session; m: number; nps: number }[] = [];
  const best = new Map<number, number>();
  const [M, C] = [world.models.length, world.categories.length];
  const seen = world.tenants.map(() => 0);
  const fresh = { "0-50": [0, 0], "50-200": [0, 0], "200-800": [0, 0] };
  let [regretSum, cost, satisfaction] = [0, 0, 0];
  const offPolicy = { weighted: 0, weights: 0, truth: 0, sessions: 0 };
  for (const session of sessions) {
    if (session.index % REFIT_EVERY === 0) {
      due.sort((a, b) => b.at - a.at);
      for (let last = due.at(-1); last !== undefined && last.at <= session.index; last = due.at(-1)) {
        due.pop();
        policy.learn(last.session, last.m, "nps", last.nps / 10);
      }
      policy.refit();
    }
    const { model: m, propensity, likeliest } = policy.choose(session);
    const outcome = serve(world, session, m, hooks.dropOf?.(session, m) ?? 0);
    if (likeliest !== undefined) {
      offPolicy.sessions += 1;
      offPolicy.truth += world.tenants[session.tenant]?.satisfaction[session.category * M + likeliest] ?? 0;
      if (m === likeliest) {
        offPolicy.weighted += outcome.satisfaction / propensity;
        offPolicy.weights += 1 / propensity;
      }
    }
    const cell = session.tenant * C + session.category;
    const top = best.get(cell) ?? topUtility(world, session, M);
    best.set(cell, top);
    const regret = top - utility(world, session.tenant, session.category, m);
    regretSum += regret;
    hooks.observe?.({ session, m, regret, outcome });
    cost += outcome.costPerRequest;
    satisfaction += outcome.satisfaction;
    const tenant = world.tenants[session.tenant];
    const number = seen[session.tenant] ?? 0;
    seen[session.tenant] = number + 1;
    const span =
      tenant?.isLate !== true
        ? null
        : number < 50
          ? "0-50"
          : number < 200
            ? "50-200"
            : number < 800
              ? "200-800"
              : null;
    if (span !== null) {
      fresh[span][0] = (fresh[span][0] ?? 0) + regret;
      fresh[span][1] = (fresh[span][1] ?? 0) + 1;
    }
    report(policy, session, m, "evaluation", outcome.evaluation);
    report(policy, session, m, "implicit", outcome.implicit);
    if (outcome.nps !== null)
      due.push({ at: session.index + outcome.npsDelay, session, m, nps: outcome.nps });
  }
  const share = ([sum = 0, count = 0]: readonly number[]): number => (count === 0 ? Number.NaN : sum / count);
  return {
    all: regretSum / sessions.length,
    fresh: {
      "0-50": share(fresh["0-50"]),
      "50-200": share(fresh["50-200"]),
      "200-800": share(fresh["200-800"]),
    },
    cost: cost / sessions.length,
    satisfaction: satisfaction / sessions.length,
    offPolicyError:
      offPolicy.sessions === 0
        ? null
        : offPolicy.weighted / offPolicy.weights - offPolicy.truth / offPolicy.sessions,
  };
}

function report(policy: Policy, session: Session, m: number, signal: Signal, reward: number | null): void {
  if (reward !== null) policy.learn(session, m, signal, reward);
}

function topUtility(world: World, { tenant, category }: Session, M: number): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let m = 0; m < M; m++) top = Math.max(top, utility(world, tenant, category, m));
  return top;
}
