import { DatasetInput } from "@/server/contracts/datasets";
import type { RunConfig } from "@/server/contracts/evaluation-runs";
import type { CheckResult } from "@/server/contracts/evaluations";
import { DEFAULT_RUBRIC } from "@/server/evaluation/judge/judge-prompt";
import { readRecorded } from "@/server/evaluation/read-recorded";
import type { RecordedExchange } from "@/server/evaluation/recorded-exchange";
import { decisiveScore, runChecks } from "@/server/evaluation/run-checks";
import { askJudge, askToCompare } from "./ask-judge";
import type { CallModel } from "./call-model";

const CALL_MS_MAX = 120_000;

export interface RowTask {
  orgId: string;
  projectId: string;
  model: string;
  config: RunConfig;
  /** Of a stored prompt; they come first. */
  prompt: readonly unknown[];
  input: unknown;
  expected: unknown;
}

export interface RowResult {
  output: string;
  score: number | null;
  metadata: Record<string, unknown>;
}

/** Asks the model one row of a dataset and scores what it says. */
export async function scoreRow(callModel: CallModel, task: RowTask): Promise<RowResult> {
  const { orgId, projectId, model, config, prompt } = task;
  const input = DatasetInput.safeParse(task.input).data;
  if (input === undefined) return failedRow("invalid_input", "This row is no conversation.");
  const asked = typeof input === "string" ? [{ role: "user", content: input }] : input.messages;
  const system = config.system == null ? [] : [{ role: "system", content: config.system }];
  const body = {
    model,
    messages: [...system, ...prompt, ...asked],
    ...(config.max_tokens == null ? {} : { max_tokens: config.max_tokens }),
    ...(config.temperature == null ? {} : { temperature: config.temperature }),
  };
  const reply = await callModel({ orgId, projectId, purpose: "evaluation", body, timeoutMs: CALL_MS_MAX });
  if (!reply.isOk) return failedRow(reply.code, reply.message);
  const exchange = readRecorded({
    ...{ endpoint: "chat", finishReason: null, isTruncated: false, isRedacted: false },
    request: JSON.stringify(body),
    response: JSON.stringify(reply.completion),
  });
  if (exchange === null) return failedRow("unreadable", "The model’s answer could not be read.");
  const checks = await runChecks(exchange);
  const verdict = await scoreOf(callModel, task, exchange, checks);
  return {
    output: exchange.answer,
    score: verdict.score,
    metadata: {
      scored_by: verdict.by,
      ...(verdict.reason === undefined ? {} : { reason: verdict.reason }),
      checks: checks.map(({ name, score, note }) => ({ name, score, note })),
      request_id: reply.requestId,
      cost_micro_usd: (reply.costMicroUsd ?? 0) + verdict.costMicroUsd,
    },
  };
}

export function failedRow(code: string, message: string): RowResult {
  return { output: "", score: null, metadata: { error: { code, message } } };
}

interface Scored {
  score: number | null;
  by: "checks" | "expected" | "judge" | "comparison";
  reason?: string | null;
  costMicroUsd: number;
}

async function scoreOf(
  callModel: CallModel,
  { orgId, projectId, config, expected }: RowTask,
  exchange: RecordedExchange,
  checks: readonly CheckResult[],
): Promise<Scored> {
  if (decisiveScore(checks) === 0) return { score: 0, by: "checks", costMicroUsd: 0 };
  const hasExpected = expected !== null && expected !== undefined;
  if (config.judge_model == null) {
    if (hasExpected)
      return { score: Number(matches(exchange.answer, expected)), by: "expected", costMicroUsd: 0 };
    const mean = checks.reduce((sum, { score }) => sum + score, 0) / Math.max(1, checks.length);
    return { score: mean, by: "checks", costMicroUsd: 0 };
  }
  const call = { orgId, projectId, model: config.judge_model, rubric: config.rubric ?? DEFAULT_RUBRIC };
  const reference = hasExpected ? textOf(expected) : null;
  if (config.compare === true && reference !== null) {
    const compared = await askToCompare(callModel, { ...call, material: { ...exchange, reference } });
    return { ...compared, by: "comparison" };
  }
  const given =
    reference === null ? exchange.given : `${exchange.given}\n\nA right answer would be:\n${reference}`;
  const reply = await askJudge(callModel, { ...call, exchange: { ...exchange, given } });
  const costMicroUsd = reply.costMicroUsd ?? 0;
  if (reply.kind === "none") return { score: null, by: "judge", reason: reply.outcome, costMicroUsd };
  return { score: reply.verdict.score, by: "judge", reason: reply.verdict.reason, costMicroUsd };
}

function textOf(expected: unknown): string {
  return typeof expected === "string" ? expected : JSON.stringify(expected);
}

/** The same words, whatever their case and spacing, or the same JSON. */
function matches(answer: string, expected: unknown): boolean {
  if (typeof expected === "string") return plain(answer) === plain(expected);
  try {
    return canonical(JSON.parse(answer)) === canonical(expected);
  } catch {
    return false;
  }
}

const plain = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, " ").replace(/[.!]$/, "");

function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}
