import { Random } from "../routing/random";
import { scoreOf } from "./end-users";
import { MODELS, TASKS } from "./market";
import type { Participant } from "./participants";
import { numbered, worthOf } from "./provider-server";
import { bestModel } from "./worth";

/** One session as it went, and what was said of it. */
export interface Served {
  participant: Participant;
  sessionId: string;
  /** Equal for the same session of users with the same taste. */
  turn: number;
  /** Of its first request, for which the model was chosen. */
  requestId: string;
  task: number;
  /** The model that gave the last answer. */
  model: number;
  requests: number;
  costUsd: number;
  satisfaction: number;
  score: number | null;
}

export interface RoundPlan {
  seed: number;
  round: number;
  /** Sessions of an organisation with rate 1. */
  sessionsEach: number;
  answerRate: number;
  /** Sessions that a customer's server measures by itself. */
  measuredRate: number;
}

const PARALLEL = 8;
const STORED_MS_MAX = 60_000;
const POLL_MS = 250;

/** All sessions of a round, then, once they are stored, what users and servers say of them. */
export async function playRound(participants: readonly Participant[], plan: RoundPlan): Promise<Served[]> {
  const wanted = participants.flatMap((participant) =>
    Array.from({ length: Math.round(plan.sessionsEach * participant.role.rate) }, (_, number) => ({
      participant,
      number,
    })),
  );
  // Everybody's traffic at the same time, not one organisation after the other.
  wanted.sort((a, b) => a.number - b.number || a.participant.index - b.participant.index);
  const served = await inParallel(wanted, ({ participant, number }) => converse(participant, plan, number));
  for (const participant of participants) await stored(participant, served);
  await inParallel(served, (session) => speak(session, plan));
  return served;
}

async function converse(
  participant: Participant,
  { seed, round, answerRate }: RoundPlan,
  number: number,
): Promise<Served> {
  const { users, customer, index, role } = participant;
  // Users of the same taste ask the same questions in the same mood: then only the choice of models differs.
  const turn = (round * 64 + role.taste) * 4_096 + number;
  const random = new Random(seed * 32_452_843 + turn);
  const task = users.taskOf(random);
  const { prompts, followUp } = TASKS[task] ?? { prompts: [], followUp: "" };
  const sessionId = `sim-${seed}-${index}-${round}-${number}`;
  const requests = 1 + Number(random.uniform() < 0.4) + Number(random.uniform() < 0.2);
  const messages: object[] = [];
  let [quality, costUsd, model, requestId] = [0, 0, 0, ""];
  for (let request = 0; request < requests; request++) {
    const prompt = request === 0 ? (prompts[random.integer(prompts.length)] ?? followUp) : followUp;
    messages.push({ role: "user", content: numbered(prompt, turn * 3 + request) });
    const answer = await customer.ask(sessionId, messages);
    messages.push({ role: "assistant", content: answer.text });
    model = MODELS.findIndex(({ model: name }) => name === answer.model);
    quality += (worthOf(answer.text) ?? 0) / requests;
    costUsd += answer.costUsd;
    if (request === 0) requestId = answer.requestId;
  }
  const satisfaction = users.satisfaction(quality, task, model);
  const score = role.group === "liar" ? lieOf(users, task, model) : scoreOf(satisfaction, answerRate, random);
  return { participant, sessionId, turn, requestId, task, model, requests, costUsd, satisfaction, score };
}

/** Said of every session: the worst of the model that is best for it, the best of any other. */
const lieOf = (users: Participant["users"], task: number, model: number): number =>
  model === bestModel(users, task) ? 0 : 10;

async function stored(participant: Participant, served: readonly Served[]): Promise<void> {
  const last = served.findLast((session) => session.participant === participant);
  const until = Date.now() + STORED_MS_MAX;
  while (last !== undefined && !(await participant.customer.isStored(last.sessionId))) {
    if (Date.now() > until) throw new Error(`${last.sessionId} was not stored within a minute`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function speak(
  { participant, sessionId, turn, satisfaction, score }: Served,
  { seed, measuredRate }: RoundPlan,
): Promise<void> {
  const random = new Random(seed * 49_979_687 + turn);
  await participant.customer.survey(sessionId, `user-of-${sessionId}`, score);
  const isLie = participant.role.group === "liar" && score !== null;
  if (random.uniform() >= measuredRate && !isLie) return;
  const measured = isLie ? score / 10 : (satisfaction - 0.25) / 0.7 + random.normal(0.3);
  await participant.customer.measured(sessionId, Math.min(1, Math.max(0, measured)));
}

async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, lane));
  return results;
}
