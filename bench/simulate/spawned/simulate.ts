import { parseArgs } from "node:util";
import { disconnectDb } from "@/server/db/client";
import { publishLearning } from "@/server/modules/learning";
import { Customer, type LeavingReceipt } from "../customer";
import { EndUsers } from "../end-users";
import { Market } from "../market";
import { type Participant, ROLES } from "../participants";
import { proofsOf } from "../proof";
import { startProvider } from "../provider-server";
import { finalTable, liftText, type PlayedRound, receiptText, roundHead, roundLine } from "../report";
import { playRound, type Served } from "../round";
import { createOwner, openAccount } from "../set-up";
import { lostBySharedChoice } from "../shared-choice";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "" },
    seed: { type: "string", default: "1" },
    sessions: { type: "string", default: "6000" },
    rounds: { type: "string", default: "12" },
    minutes: { type: "string", default: "30" },
  },
});
const [seed, sessions, rounds] = [Number(values.seed), Number(values.sessions), Number(values.rounds)];
const endsAtMs = Date.now() + Number(values.minutes) * 60_000;
const ANSWER_RATE = 0.25;
const MEASURED_RATE = 0.5;
/** A state is told to gateways at once and read by them within a second. */
const TOLD_MS = 2_000;

const market = new Market(seed);
const provider = await startProvider(market);
const owner = await createOwner();
const participants: Participant[] = [];
const played: PlayedRound[] = [];
let receipt: LeavingReceipt | null = null;
try {
  await simulate();
} finally {
  provider.close();
  await disconnectDb();
}

async function simulate(): Promise<void> {
  const turn = Math.floor((2 * rounds) / 3);
  const sessionsEach = sessions / sessionsPerRate(turn);
  await join("first");
  console.log(
    `Seed ${seed}: ${rounds} rounds, about ${sessions} sessions. “Best model”: how often the one that is best for these users at this task has answered.\n`,
  );
  console.log(roundHead());
  for (let round = 1; round <= rounds; round++) {
    if (round === turn + 1) await turnOver();
    const plan = { seed, round, sessionsEach, answerRate: ANSWER_RATE, measuredRate: MEASURED_RATE };
    const served = await playRound(participants, plan);
    const { snapshotId } = await publishLearning(new Date());
    await new Promise((resolve) => setTimeout(resolve, TOLD_MS));
    const one = { round, snapshotId, isNewSnapshot: snapshotId !== played.at(-1)?.snapshotId, served };
    played.push(one);
    console.log(roundLine(one));
    if (Date.now() > endsAtMs && round > turn) {
      console.log(`Stopped after ${values.minutes} minutes.`);
      break;
    }
  }
  await report();
}

/** How many sessions there are in all when an organisation of rate 1 has one a round. */
function sessionsPerRate(turn: number): number {
  return ROLES.reduce((sum, { rate, joins }) => sum + rate * (joins === "first" ? rounds : rounds - turn), 0);
}

async function join(when: "first" | "late"): Promise<void> {
  for (const role of ROLES.filter(({ joins }) => joins === when)) {
    const account = await openAccount(owner, role, { providerUrl: provider.baseUrl, seed });
    const customer = new Customer(values.url, account);
    participants.push({
      role,
      customer,
      index: participants.length,
      users: new EndUsers(market, seed * 100 + role.taste),
    });
  }
}

function customerOf(group: string): Customer | undefined {
  return participants.find(({ role }) => role.group === group)?.customer;
}

/** What is taken out is taken out exactly: the difference is all that the lies did. */
async function effectOfLies(): Promise<{ withLies: number; without: number }> {
  const honest = participants.filter(({ role }) => role.group !== "liar").map(({ users }) => users);
  const withLies = await lostBySharedChoice(honest);
  await customerOf("liar")?.learnAlone();
  return { withLies, without: await lostBySharedChoice(honest) };
}

/** One leaves the pool, and two come: one that reads it, one that learns alone. */
async function turnOver(): Promise<void> {
  await join("late");
  await customerOf("loner")?.learnAlone();
  receipt = (await customerOf("leaver")?.learnAlone()) ?? null;
}

async function report(): Promise<void> {
  console.log(`\n${finalTable(played)}\n`);
  for (const { role, customer } of participants)
    console.log(`${role.name}: ${liftText(await customer.contribution())}`);
  if (receipt === null) throw new Error("nobody has left");
  console.log(`\nGranite Insurance has left.\n${receiptText(receipt)}`);
  await explain(
    "The newcomer’s first session",
    played.find(({ served }) => served.some(isNewcomer)),
  );
  await explain("Its last one", played.at(-1));
  console.log("");
  const proofs = proofsOf(played, { receipt, lost: await effectOfLies() });
  for (const { promise, isKept, figures } of proofs)
    console.log(`${isKept ? "✓" : "✗"} ${promise}: ${figures}.`);
  console.log(
    `\nSign in     ${values.url}/sign-in\n  e-mail    ${owner.email}\n  password  ${owner.password}`,
  );
  for (const { role, customer } of participants) {
    const { slug, routeId } = customer.account;
    console.log(
      `${role.name.padEnd(18)} ${values.url}/${slug}/routes/${routeId}  ${values.url}/${slug}/learning`,
    );
  }
  if (proofs.some(({ isKept }) => !isKept)) process.exitCode = 1;
}

function isNewcomer({ participant }: Served): boolean {
  return participant.role.group === "newcomer";
}

async function explain(title: string, round: PlayedRound | undefined): Promise<void> {
  const session = round?.served.find(isNewcomer);
  if (session === undefined) return;
  const { explanation } = await session.participant.customer.decision(session.requestId);
  console.log(`\n${title}, in the product’s words: ${explanation}`);
}
