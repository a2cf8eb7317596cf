import { lambdaOf } from "@/server/contracts/objective";
import { listPrice } from "@/server/pricing/price-book";
import { baseRate } from "@/server/pricing/rates";
import { BENCHMARK_PRIOR } from "@/server/routing/prior/benchmark-prior";
import type { EndUsers } from "./end-users";
import { COST_WEIGHT, INPUT_TOKENS, MODELS, PROVIDER, TASKS } from "./market";

const LAMBDA = lambdaOf(COST_WEIGHT);

/** USD of one request by the public price list. */
export const COSTS: readonly number[] = MODELS.map(({ model, outputTokens }) => {
  const rates = listPrice(PROVIDER, model, new Date());
  const [input, output] = [baseRate(rates?.input), baseRate(rates?.output)];
  if (input === null || output === null) throw new Error(`${model} has no public price`);
  return (INPUT_TOKENS * input + outputTokens * output) / 1e6;
});

/** What a model is worth to an organisation's users at a task, less what it costs; NPS/10, free of noise. */
export function utilityOf(users: EndUsers, task: number, model: number): number {
  return users.expected(task, model) - LAMBDA * (COSTS[model] ?? 0);
}

export function bestModel(users: EndUsers, task: number): number {
  return argmax((model) => utilityOf(users, task, model));
}

/** What the published benchmarks alone would choose. */
export function benchmarkModel(task: number): number {
  const { category } = TASKS[task] ?? { category: "general" };
  return modelWorth((model) => BENCHMARK_PRIOR.mean(category, `${PROVIDER}/${MODELS[model]?.model}`));
}

/** The model that is worth most by what is expected of its scores, NPS/10, less what it costs. */
export function modelWorth(expected: (model: number) => number): number {
  return argmax((model) => expected(model) - LAMBDA * (COSTS[model] ?? 0));
}

function argmax(score: (model: number) => number): number {
  let best = 0;
  for (let model = 1; model < MODELS.length; model++) if (score(model) > score(best)) best = model;
  return best;
}
