/** What the invented team makes beside its traffic: a prompt in two versions, a dataset, and evaluations over it. */

import type { PromptView } from "@/server/contracts/prompts";
import type { CallPast } from "@/server/gateway/past-calls";
import { COMMON_QUESTIONS, KINDS } from "./conversations-table";

/** Whose system text stands in a stored prompt. */
export const PROMPTED = { feature: "support", slug: "support-answer" } as const;

const FIRST =
  "You are the support assistant of {{shop}}, a web shop for bicycles and parts. Be brief and kind.";
const SECOND = `${FIRST} Say first what the customer can do now. Never promise a date. If money is involved, name the days it takes.`;
const EVALUATED = ["sandbox/balanced", "sandbox/genius"] as const;
/** Few: their calls are of now, and would stand before everything else. */
const ROWS = 7;
const DATASET = "Support questions";
const JUDGE = "sandbox/thinker";

export interface TeamWork {
  call: CallPast;
  apiKey: string;
}

export interface TeamPrompt {
  id: string;
  latestVersion: number;
  createdAt: Date;
}

/** The prompt as it stands; null before it is made. */
export async function findPrompt({ call, apiKey }: TeamWork): Promise<TeamPrompt | null> {
  const { text } = await call({ at: new Date(), method: "GET", path: "/v1/prompts?limit=200", apiKey });
  const { items = [] } = JSON.parse(text) as { items?: PromptView[] };
  const found = items.find(({ slug }) => slug === PROMPTED.slug);
  return found === undefined
    ? null
    : { id: found.id, latestVersion: found.latest_version, createdAt: new Date(found.created_at) };
}

/** Whether the last thing is there that is made. */
export async function hasEvaluations({ call, apiKey }: TeamWork): Promise<boolean> {
  const { text } = await call({ at: new Date(), method: "GET", path: "/v1/datasets?limit=200", apiKey });
  const { items = [] } = JSON.parse(text) as { items?: { name: string }[] };
  return items.some(({ name }) => name === DATASET);
}

/** Makes the prompt as it was at first; its id, or null where it could not be made. */
export async function makePrompt({ call, apiKey }: TeamWork, at: Date): Promise<string | null> {
  const body = {
    name: "Support answer",
    slug: PROMPTED.slug,
    messages: [{ role: "system", content: FIRST }],
    note: "From the first day.",
  };
  const { status, text } = await call({ at, method: "POST", path: "/v1/prompts", apiKey, body });
  return status === 201 ? (JSON.parse(text) as { id: string }).id : null;
}

export async function improvePrompt({ call, apiKey }: TeamWork, id: string, at: Date): Promise<void> {
  const body = {
    messages: [{ role: "system", content: SECOND }],
    note: "Says first what to do; promises no date.",
  };
  await call({ at, method: "POST", path: `/v1/prompts/${id}/versions`, apiKey, body });
  const label = { label: "production", version: 2 };
  await call({ at, method: "POST", path: `/v1/prompts/${id}/labels`, apiKey, body: label });
}

/** Questions that the team keeps, and what two models say to them. */
export async function makeEvaluations({ call, apiKey }: TeamWork, at: Date): Promise<void> {
  const support = KINDS.find(({ feature }) => feature === PROMPTED.feature)?.openings ?? [];
  const rows = [...COMMON_QUESTIONS, ...support]
    .filter((question) => !question.includes("{"))
    .slice(0, ROWS)
    .map((input) => ({ input }));
  const body = { name: DATASET, rows };
  const made = await call({ at, method: "POST", path: "/v1/datasets", apiKey, body });
  if (made.status !== 201) return;
  const { id } = JSON.parse(made.text) as { id: string };
  for (const model of EVALUATED) {
    const run = { dataset_id: id, model, config: { judge_model: JUDGE } };
    await call({ at, method: "POST", path: "/v1/evaluations", apiKey, body: run });
  }
}
