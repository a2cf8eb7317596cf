import { setTimeout as sleep } from "node:timers/promises";
import { log } from "@/server/core/logger";
import type { CallPast } from "@/server/gateway/past-calls";
import { publishLearning } from "@/server/modules/learning";
import type { Kind } from "./conversations-table";
import { type PlannedDay, type PlannedSession, planHistory } from "./plan-history";
import {
  findPrompt,
  hasEvaluations,
  improvePrompt,
  makeEvaluations,
  makePrompt,
  PROMPTED,
} from "./team-work";

export interface FillDemoOptions {
  call: CallPast;
  apiKey: string;
  now: Date;
  /** A fortnight where nothing is said. */
  days?: number;
  /** Ends it between two sessions. */
  signal: AbortSignal;
}

export interface FillReport {
  sessions: number;
  scores: number;
}

/** Sandbox answers take as long as real ones; so many sessions wait at the same time. */
const AT_ONCE = 16;
const STORED_WAIT_MS = 30_000;
/** Until every gateway has what was learned from a day. */
const LEARNED_WAIT_MS = 1_500;
const SCORE_DELAY_MS = 90_000;

/**
 * Makes a fortnight of the demonstration’s past, day by day, through the gateway itself: invented users talk to the sandbox, score what
 * they read, and the route learns from the scores of one day for the next. Does nothing where there has been a session already,
 * except to go on, on the same day, with what was cut off.
 */
export async function fillDemo(options: FillDemoOptions): Promise<FillReport | null> {
  const days = planHistory(options.now, options.days);
  const begin = startOf(days[0]) ?? options.now;
  const begun = await findPrompt(options);
  const goesOn = begun?.createdAt.getTime() === begin.getTime() && !(await hasEvaluations(options));
  if (!goesOn && (begun !== null || !(await isEmpty(options)))) return null;
  const report: FillReport = { sessions: 0, scores: 0 };
  if (options.signal.aborted) return report;
  log.info("making the demonstration's past; a few of its requests fail on purpose");
  const prompt = begun?.id ?? (await makePrompt(options, begin));
  const middle = Math.floor(days.length / 2);
  for (const [index, { sessions }] of days.entries()) {
    if (prompt !== null && index === middle && index > 0 && (begun?.latestVersion ?? 1) === 1)
      await improvePrompt(options, prompt, startOf(days[index]) ?? options.now);
    const version = index < middle || middle === 0 ? 1 : 2;
    const talks = await inParallel(sessions, AT_ONCE, async (session) =>
      options.signal.aborted || (goesOn && (await isStored(options, session)))
        ? null
        : talk(options, session, prompt === null ? null : { prompt, version }),
    );
    if (options.signal.aborted) break;
    const held = talks.filter((one): one is Talk => one !== null);
    report.sessions += held.length;
    await untilStored(options, held.at(-1));
    for (const one of held) report.scores += await judge(options, one);
    await publishLearning(new Date());
    await sleep(LEARNED_WAIT_MS, undefined, { signal: options.signal }).catch(() => {});
  }
  if (options.signal.aborted) return report;
  await makeEvaluations(options, options.now);
  log.info("the demonstration has a past", { ...report });
  return report;
}

const startOf = (day: PlannedDay | undefined): Date | undefined => day?.sessions[0]?.at;

async function isEmpty({ call, apiKey }: FillDemoOptions): Promise<boolean> {
  const { status, text } = await call({
    ...{ at: new Date(), method: "GET", path: "/v1/sessions?limit=1", apiKey },
  });
  return status === 200 && (JSON.parse(text) as { items: unknown[] }).items.length === 0;
}

interface Talk {
  session: PlannedSession;
  endedAt: Date;
  /** The model that answered last, without its provider; null where nobody did. */
  model: string | null;
  requestId: string;
}

/** The turns of one session, each after the answer to the one before. */
async function talk(
  { call, apiKey }: FillDemoOptions,
  session: PlannedSession,
  stored: StoredPrompt | null,
): Promise<Talk> {
  const { kind, turns, pausesS } = session;
  const used = kind.feature === PROMPTED.feature ? stored : null;
  const messages: { role: string; content: string }[] =
    used === null ? [{ role: "system", content: kind.system }] : [];
  let atMs = session.at.getTime();
  let last: Pick<Talk, "model" | "requestId"> = { model: null, requestId: "" };
  for (const [index, content] of turns.entries()) {
    atMs += (pausesS[index] ?? 0) * 1000;
    messages.push({ role: "user", content });
    const isStream = index === turns.length - 1 && !session.usesCache;
    const { status, headers, text } = await call({
      ...{ at: new Date(atMs), method: "POST", path: "/v1/chat/completions", apiKey },
      headers: { ...headersOf(session), ...promptHeaders(used) },
      body: {
        ...{ model: session.model, messages },
        ...(used === null ? {} : { inputs: { shop: "Harbour Bikes" } }),
        ...(isStream ? { stream: true } : {}),
      },
    });
    last = {
      model: status === 200 ? (headers["floopy-model"] ?? null) : null,
      requestId: headers["x-request-id"] ?? "",
    };
    if (status !== 200 || isStream) break;
    messages.push({ role: "assistant", content: contentOf(text) });
  }
  return { session, endedAt: new Date(atMs), ...last };
}

interface StoredPrompt {
  prompt: string;
  version: number;
}

const promptHeaders = (used: StoredPrompt | null): Record<string, string> =>
  used === null ? {} : { "floopy-prompt-id": used.prompt, "floopy-prompt-version": String(used.version) };

function headersOf({ id, userId, kind, version, usesCache }: PlannedSession): Record<string, string> {
  return {
    "floopy-session-id": id,
    "floopy-user-id": userId,
    "floopy-property-feature": kind.feature,
    "floopy-property-app-version": version,
    "user-agent": "harbour-bikes/1.0",
    ...(usesCache ? { "floopy-cache": "exact" } : {}),
  };
}

function contentOf(text: string): string {
  const { choices } = JSON.parse(text) as { choices?: { message?: { content?: string } }[] };
  return choices?.[0]?.message?.content ?? "";
}

/** A score belongs to a session that is known: later ones are found first. */
async function untilStored(options: FillDemoOptions, last: Talk | undefined): Promise<void> {
  const until = Date.now() + STORED_WAIT_MS;
  while (last !== undefined && !options.signal.aborted && Date.now() < until) {
    if (await isStored(options, last.session)) return;
    await sleep(100);
  }
}

async function isStored({ call, apiKey }: FillDemoOptions, { id }: PlannedSession): Promise<boolean> {
  const { status } = await call({ at: new Date(), method: "GET", path: `/v1/session/${id}`, apiKey });
  return status === 200;
}

/** What the user says of it; how many scores that were. */
async function judge(
  { call, apiKey }: FillDemoOptions,
  { session, endedAt, model, requestId }: Talk,
): Promise<number> {
  const { kind, id, userId, locale, comments, thumbs, answers } = session;
  const liking = model === null ? 1 : tasteOf(kind, model);
  const score = Math.min(10, Math.max(0, Math.round(liking + session.mood)));
  const at = new Date(endedAt.getTime() + SCORE_DELAY_MS);
  const send = (body: object) => call({ at, method: "POST", path: "/v1/feedback", apiKey, body });
  if (thumbs && model !== null)
    await send({ kind: "thumb", useful: score >= 7, session_id: id, request_id: requestId, user_id: userId });
  if (!answers) return 0;
  const said = score >= 9 ? kind.praise : score <= 6 ? kind.complaints : [];
  const comment =
    comments && said.length > 0
      ? said[(score + id.length + endedAt.getUTCMinutes()) % said.length]
      : undefined;
  const { status } = await send({
    score,
    session_id: id,
    user_id: userId,
    locale,
    ...(comment ? { comment } : {}),
  });
  return status === 200 || status === 201 ? 1 : 0;
}

/** Models that reason are liked as the best are. */
function tasteOf({ taste }: Kind, model: string): number {
  const name = model.replace(/^sandbox\//, "");
  return name in taste ? taste[name as keyof Kind["taste"]] : taste.genius;
}

async function inParallel<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) results.push(await work(item));
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}
