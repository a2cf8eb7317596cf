/** Asks what the pages of the console ask, as the largest of many organisations, and says how long each question took. */
import { parseArgs } from "node:util";
import { Client } from "pg";
import type { Ctx } from "@/server/core/context";
import { disconnectDb } from "@/server/db/client";
import { getDecision } from "@/server/modules/decisions/get-decision";
import { listDecisions } from "@/server/modules/decisions/list-decisions";
import { getHitTimeline } from "@/server/modules/firewall/get-hit-timeline";
import { getReviewReport } from "@/server/modules/firewall/get-review-report";
import { listHits } from "@/server/modules/firewall/list-hits";
import { getNpsReport } from "@/server/modules/nps/get-nps-report";
import { listNpsAnswers } from "@/server/modules/nps/list-nps-answers";
import { getHistogram } from "@/server/modules/requests/get-histogram";
import { getRequest } from "@/server/modules/requests/get-request";
import { getSummary } from "@/server/modules/requests/get-summary";
import { listFacets } from "@/server/modules/requests/list-facets";
import { listRequests } from "@/server/modules/requests/list-requests";
import { getRouteTraffic } from "@/server/modules/routes/get-route-traffic";
import { getSession } from "@/server/modules/sessions/get-session";
import { listSessions } from "@/server/modules/sessions/list-sessions";
import { getUsageReport } from "@/server/modules/usage/get-usage-report";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { fill } from "./fill";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    organizations: { type: "string", default: "21" },
    times: { type: "string", default: "12" },
  },
});

const orgs: TestOrg[] = [];
for (let k = 0; k < Number(values.organizations); k++) orgs.push(await createTestOrg("enterprise"));
const [large] = orgs as [TestOrg];
const db = new Client({ connectionString: process.env.DATABASE_URL });
await db.connect();
const startedAt = performance.now();
await fill(db, orgs, Number(values.rows));
console.log(
  `${Number(values.rows).toLocaleString("en")} requests of 30 days made in ${Math.round((performance.now() - startedAt) / 1000)} s, six of ten of one organisation`,
);

const ctx = large.as("owner");
const [some] = (await listRequests(ctx, { limit: 1 })).items;
if (some === undefined) throw new Error("nothing was made");
const { projectId } = large;
const isoDay = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
const range = { from: isoDay(7), to: isoDay(0) };

const QUESTIONS: Record<string, (ctx: Ctx) => Promise<unknown>> = {
  "requests, newest": (asker) => listRequests(asker, {}),
  "requests, second page of 30 days": async (asker) => {
    const { nextCursor } = await listRequests(asker, { range: "30d" });
    return listRequests(asker, { range: "30d", cursor: nextCursor });
  },
  "requests, slowest of a day": (asker) => listRequests(asker, { sort: "slowest" }),
  "requests, costliest of 30 days": (asker) => listRequests(asker, { sort: "costliest", range: "30d" }),
  "requests, errors of 30 days": (asker) => listRequests(asker, { status: ["error"], range: "30d" }),
  "requests of one model, 30 days": (asker) => listRequests(asker, { model: ["model-3"], range: "30d" }),
  "requests of an end user, 30 days": (asker) =>
    listRequests(asker, { endUserId: some.endUserId ?? "", range: "30d" }),
  "requests of a rare end user, 30 days": (asker) =>
    listRequests(asker, { endUserId: "user-none", range: "30d" }),
  "requests of a session, 30 days": (asker) =>
    listRequests(asker, { sessionId: some.sessionId, range: "30d" }),
  "requests by property, 30 days": (asker) =>
    listRequests(asker, { property: { name: "feature", value: "none" }, range: "30d" }),
  "requests, searched in 30 days": (asker) => listRequests(asker, { search: "user-4999", range: "30d" }),
  "requests, searched in vain in 30 days": (asker) =>
    listRequests(asker, { search: "nothing-of-it", range: "30d" }),
  "one request": (asker) => getRequest(asker, { id: some.id }),
  "histogram of a day": (asker) => getHistogram(asker, {}),
  "histogram of 30 days": (asker) => getHistogram(asker, { range: "30d" }),
  "histogram of errors, 30 days": (asker) =>
    getHistogram(asker, { range: "30d", status: ["error"], endpoint: ["chat"] }),
  "summary of a day": (asker) => getSummary(asker, {}),
  "summary of 30 days": (asker) => getSummary(asker, { range: "30d" }),
  "summary of a key, 30 days": (asker) => getSummary(asker, { range: "30d", apiKeyId: ["key_1"] }),
  "facets of 30 days": (asker) => listFacets(asker, { range: "30d" }),
  "sessions, newest": (asker) => listSessions(asker, {}),
  "sessions of an end user": (asker) => listSessions(asker, { end_user_id: some.endUserId ?? "" }),
  "one session": (asker) => getSession(asker, { projectId, sessionId: some.sessionId }),
  "decisions, newest": (asker) => listDecisions(asker, range),
  "decisions by phase in vain": (asker) => listDecisions(asker, { ...range, phase: "day0" }),
  "one decision": (asker) => getDecision(asker, { requestId: some.id }),
  "traffic of a route": (asker) => getRouteTraffic(asker, {}),
  "NPS report": (asker) => getNpsReport(asker, {}),
  "NPS answers": (asker) => listNpsAnswers(asker, {}),
  "usage of the month": (asker) => getUsageReport(asker, {}),
  "firewall hits": (asker) => listHits(asker, { projectId }),
  "firewall hits to review, 30 days": (asker) =>
    listHits(asker, { projectId, state: "to_review", range: "30d" }),
  "firewall hits never found, 30 days": (asker) =>
    listHits(asker, { projectId, category: "links", range: "30d" }),
  "firewall hits over time": (asker) => getHitTimeline(asker, { projectId, range: "30d" }),
  "firewall reviews": (asker) => getReviewReport(asker, { projectId }),
};

console.log(`\n${"question".padEnd(42)}${"p50 ms".padStart(9)}${"p95 ms".padStart(9)}`);
const all: number[] = [];
for (const [name, ask] of Object.entries(QUESTIONS)) {
  const times: number[] = [];
  try {
    await ask(ctx);
    for (let k = 0; k < Number(values.times); k++) {
      const from = performance.now();
      await ask(ctx);
      times.push(performance.now() - from);
    }
  } catch (thrown) {
    console.log(`${name.padEnd(42)}  ${thrown instanceof Error ? thrown.message.slice(0, 120) : thrown}`);
    continue;
  }
  times.sort((left, right) => left - right);
  all.push(...times);
  const at = (q: number) =>
    (times[Math.min(times.length - 1, Math.floor(q * times.length))] ?? 0).toFixed(1).padStart(9);
  console.log(`${name.padEnd(42)}${at(0.5)}${at(0.95)}`);
}
all.sort((left, right) => left - right);
console.log(`\nAll questions together: p95 ${(all[Math.floor(0.95 * all.length)] ?? 0).toFixed(0)} ms`);
await db.end();
await disconnectDb();
