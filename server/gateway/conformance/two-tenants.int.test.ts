import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemDb } from "@/server/db/system";
import { createGatewayTenant, createTestRoute, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { answers, completion, FakeUpstream } from "./fake-upstream";
import { DOORS, type DoorName, type Harness, startHarness } from "./harness";
import { type RawResponse, rawCall } from "./raw-call";

let harness: Harness;
let ours: GatewayTenant;
let theirs: GatewayTenant;
let ourUpstream: FakeUpstream;
let theirUpstream: FakeUpstream;

beforeAll(async () => {
  ourUpstream = (await new FakeUpstream().start()).on("m", answers(200, completion("ours")));
  theirUpstream = (await new FakeUpstream().start()).on("m", answers(200, completion("theirs")));
  ours = await createGatewayTenant({ customBaseUrl: ourUpstream.baseUrl });
  theirs = await createGatewayTenant({ customBaseUrl: theirUpstream.baseUrl });
  await createTestRoute(theirs, { slug: "secret-route", candidates: [{ provider: "custom", model: "m" }] });
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  ourUpstream.close();
  theirUpstream.close();
});

function ask(
  door: DoorName,
  tenant: GatewayTenant,
  over: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<RawResponse> {
  const body = JSON.stringify({
    model: "custom/m",
    messages: [{ role: "user", content: "the same words" }],
    ...over,
  });
  return rawCall(`${harness.baseUrl(door)}/chat/completions`, tenant.apiKey, { body, headers });
}

describe.each(DOORS)("two tenants at the %s door", (door) => {
  it("calls each tenant's own provider, and stores each record with its own tenant", async () => {
    const [mine, other] = await Promise.all([ask(door, ours), ask(door, theirs)]);
    expect(mine.text).toContain("ours");
    expect(other.text).toContain("theirs");
    const records = await Promise.all(
      [mine, other].map(({ headers }) => harness.record(String(headers["x-request-id"]))),
    );
    expect(records.map(({ request }) => request.orgId)).toEqual([ours.orgId, theirs.orgId]);
    expect(records[0]?.request.sessionId).not.toBe(records[1]?.request.sessionId);
    expect((await harness.recordsOf(ours.orgId)).every(({ projectId }) => projectId === ours.projectId)).toBe(
      true,
    );
  });

  it("answers another tenant's project and route exactly as ones that do not exist", async () => {
    const plain = ({ text }: RawResponse): string =>
      text.replace(/"request_id":"[^"]+"/, "").replaceAll("secret-route", "X");
    const theirProject = await ask(door, ours, {}, { "floopy-project-id": theirs.projectId });
    const noProject = await ask(door, ours, {}, { "floopy-project-id": "prj_none" });
    expect(theirProject.status).toBe(404);
    expect(plain(theirProject)).toBe(plain(noProject));
    const theirRoute = await ask(door, ours, { model: "route:secret-route" });
    const noRoute = await ask(door, ours, { model: "route:X" });
    expect(theirRoute.status).toBe(404);
    expect(plain(theirRoute)).toBe(plain(noRoute));
  });

  it("keeps equal session names of two tenants apart", async () => {
    const headers = { "floopy-session-id": `shared-${door}` };
    const responses = await Promise.all([ask(door, ours, {}, headers), ask(door, theirs, {}, headers)]);
    for (const { headers: sent } of responses) await harness.record(String(sent["x-request-id"]));
    const sessions = await systemDb().session.findMany({ where: { id: `shared-${door}` } });
    expect(sessions.map(({ orgId, turnCount }) => [orgId, turnCount]).sort()).toEqual(
      [
        [ours.orgId, 1],
        [theirs.orgId, 1],
      ].sort(),
    );
  });
});
