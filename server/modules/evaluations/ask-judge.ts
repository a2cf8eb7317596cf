import type { JudgeOutcome } from "@/server/contracts/judge";
import { objectAt, objectsAt, textAt } from "@/server/evaluation/json-parts";
import { type PairMaterial, pairMessages, readComparison } from "@/server/evaluation/judge/compare-pair";
import { judgeMessages, VERDICT_FORMAT } from "@/server/evaluation/judge/judge-prompt";
import { type JudgeVerdict, readVerdict } from "@/server/evaluation/judge/read-verdict";
import type { RecordedExchange } from "@/server/evaluation/recorded-exchange";
import type { CallModel, ModelReply } from "./call-model";

const CALL_MS_MAX = 90_000;
/** Room for a model that thinks first. */
const ANSWER_TOKENS_MAX = 4_000;

export interface JudgeCall {
  orgId: string;
  projectId: string;
  /** `provider/model`. */
  model: string;
  rubric: string;
  exchange: Pick<RecordedExchange, "given" | "question" | "answer">;
}

export type JudgeReply =
  | { kind: "verdict"; verdict: JudgeVerdict; costMicroUsd: number | null; requestId: string }
  /** `isFinal`: asking again would end the same way. */
  | { kind: "none"; outcome: JudgeOutcome; isFinal: boolean; costMicroUsd: number | null };

/** Asks a judge once; where a provider does not take the form we ask in, once more in the plainest one. */
export async function askJudge(callModel: CallModel, call: JudgeCall): Promise<JudgeReply> {
  const { orgId, projectId, model, rubric, exchange } = call;
  const plain = { model, messages: judgeMessages(exchange, rubric) };
  const ask = (body: Readonly<Record<string, unknown>>): Promise<ModelReply> =>
    callModel({ orgId, projectId, purpose: "judge", body, timeoutMs: CALL_MS_MAX });
  const first = await ask({
    ...plain,
    response_format: VERDICT_FORMAT,
    max_completion_tokens: ANSWER_TOKENS_MAX,
  });
  if (first.isOk || !FORM_REFUSED.has(first.status)) return replyOf(first);
  return replyOf(await ask(plain));
}

const FORM_REFUSED: ReadonlySet<number> = new Set([400, 422]);

function replyOf(reply: ModelReply): JudgeReply {
  const { costMicroUsd, requestId } = reply;
  if (!reply.isOk) return { kind: "none", costMicroUsd, ...failureOf(reply.code) };
  const verdict = readVerdict(wordsOf(reply.completion));
  if (verdict === null) return { kind: "none", outcome: "unreadable", isFinal: false, costMicroUsd };
  return { kind: "verdict", verdict, costMicroUsd, requestId };
}

/** Whether an answer is better than another, asked once in each order: judges like what stands first. Null without a word. */
export async function askToCompare(
  callModel: CallModel,
  call: Omit<JudgeCall, "exchange"> & { material: PairMaterial },
): Promise<{ score: number | null; costMicroUsd: number }> {
  const { orgId, projectId, model, rubric, material } = call;
  const replies = await Promise.all(
    [false, true].map(async (isSwapped) => {
      const body = { model, messages: pairMessages(material, rubric, isSwapped) };
      const reply = await callModel({ orgId, projectId, purpose: "judge", body, timeoutMs: CALL_MS_MAX });
      const said = reply.isOk ? readComparison(wordsOf(reply.completion), isSwapped) : null;
      return { said, costMicroUsd: reply.costMicroUsd ?? 0 };
    }),
  );
  const said = replies.flatMap((reply) => reply.said ?? []);
  const costMicroUsd = replies.reduce((sum, reply) => sum + reply.costMicroUsd, 0);
  // One order alone says more about the order than about the answers.
  return {
    score: said.length < 2 ? null : said.reduce((sum, one) => sum + one, 0) / said.length,
    costMicroUsd,
  };
}

/** What a chat completion says. */
export function wordsOf(completion: Readonly<Record<string, unknown>>): string {
  const [choice] = objectsAt(completion, "choices");
  const message = choice === undefined ? null : objectAt(choice, "message");
  return (message === null ? null : textAt(message, "content")) ?? "";
}

function failureOf(code: string): { outcome: JudgeOutcome; isFinal: boolean } {
  if (code === "budget_exhausted") return { outcome: "budget_used_up", isFinal: true };
  if (code === "firewall_blocked") return { outcome: "refused", isFinal: true };
  return { outcome: "provider_failed", isFinal: code === "model_not_found" || code === "not_found" };
}
