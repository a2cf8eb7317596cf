import type { SessionCredit, SessionTurn } from "@/server/contracts/sessions";
import { type CreditedRequest, creditSession, requestShares } from "@/server/routing/learner/credit";

type CreditedTurn = Pick<SessionTurn, "provider" | "model" | "status" | "visible_tokens">;

/** How a session's score is shared among the models that answered in it, by the rule that the learner uses. */
export function creditOf(turns: readonly CreditedTurn[]): SessionCredit {
  const named = new Map<string, { provider: string | null; model: string }>();
  for (const { provider, model } of turns) {
    if (model !== null) named.set(`${provider}/${model}`, { provider, model });
  }
  return creditSession(turns.map(requestOf)).flatMap(({ model, weight }) => {
    const found = named.get(model);
    return found === undefined ? [] : [{ ...found, share: rounded(weight) }];
  });
}

/** The part that each turn has in it. */
export function turnShares(turns: readonly CreditedTurn[]): number[] {
  return requestShares(turns.map(requestOf)).map(rounded);
}

function requestOf({ provider, model, status, visible_tokens }: CreditedTurn): CreditedRequest {
  const isWithoutModel = model === null || status !== "ok";
  return {
    category: "general",
    model: `${provider}/${model}`,
    isWithoutModel,
    visibleTokens: visible_tokens,
  };
}

const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;
