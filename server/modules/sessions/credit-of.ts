import type { SessionCredit, SessionTurn } from "@/server/contracts/sessions";
import { creditSession } from "@/server/routing/learner/credit";

/** How a session's score is shared among the models that answered in it, by the rule that the learner uses. */
export function creditOf(turns: readonly SessionTurn[]): SessionCredit {
  const named = new Map<string, { provider: string | null; model: string }>();
  const requests = turns.map(({ provider, model, status, visible_tokens: visibleTokens }) => {
    const name = `${provider}/${model}`;
    const isWithoutModel = model === null || status !== "ok";
    if (model !== null) named.set(name, { provider, model });
    return { category: "general", model: name, isWithoutModel, visibleTokens };
  });
  return creditSession(requests).flatMap(({ model, weight }) => {
    const found = named.get(model);
    return found === undefined ? [] : [{ ...found, share: Math.round(weight * 10_000) / 10_000 }];
  });
}
