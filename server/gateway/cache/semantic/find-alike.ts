import type { OrgConfig } from "@/server/modules/gateway-config";
import type { Exchange } from "../../exchange";
import { reserveAside } from "../../limits/reserve-aside";
import type { BudgetDeps } from "../../limits/reserve-budget";
import type { CacheKey } from "../cache-key";
import type { CacheStore } from "../cache-store";
import { type CachedAnswer, unpackAnswer } from "../cached-answer";
import type { EmbeddedQuestion, QuestionEmbedder } from "./embed-question";
import { likeQuestions } from "./question-vector";

export interface FindAlikeDeps extends BudgetDeps {
  cache: CacheStore;
  embedder: QuestionEmbedder;
}

export interface Alike {
  /** The answer to a question that is enough like this one; null when there is none. */
  answer: CachedAnswer | null;
  /** For the next one to be compared with, once this one has an answer; null when it could not be made. */
  vector: Float32Array | null;
}

/** Null where the model does not answer, and where a budget has no room for the question. */
async function embed(
  deps: FindAlikeDeps,
  exchange: Exchange,
  org: OrgConfig,
  { model, text }: { model: string; text: string },
): Promise<EmbeddedQuestion | null> {
  const amountMicroUsd = deps.embedder.costAtMost(org, model, text);
  const settle = await reserveAside(deps, exchange, { name: "embed", amountMicroUsd });
  if (settle === null) return null;
  const embedded = await deps.embedder.embed(org, model, text);
  settle(embedded?.costMicroUsd ?? 0);
  return embedded;
}

/** Answers of the most alike questions that are looked at: an answer may be gone before its question. */
const TRIES_MAX = 3;

/** Compares the question with those of the same context. Its price is noted on the exchange. */
export async function findAlike(
  deps: FindAlikeDeps,
  exchange: Exchange,
  { slot, semantic }: CacheKey,
): Promise<Alike> {
  const { caller, scope } = exchange;
  if (semantic === null || caller === null || scope === null) return { answer: null, vector: null };
  const embedded = await embed(deps, exchange, caller.org, semantic);
  exchange.mark("embed");
  if (embedded === null) return { answer: null, vector: null };
  const { vector, costMicroUsd } = embedded;
  exchange.cache = { ...exchange.cache, embedCostMicroUsd: costMicroUsd };
  const alike = likeQuestions(
    vector,
    await deps.cache.questions(semantic.slot),
    scope.project.cache.similarityMin,
  );
  for (const { answerName } of alike.slice(0, TRIES_MAX)) {
    const { packed } = await deps.cache.find({ ...slot, name: answerName }, 1);
    const answer = packed === null ? null : await unpackAnswer(packed);
    if (answer !== null) return { answer, vector };
  }
  return { answer: null, vector };
}
