import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ExportedDecision, ExportTrailer } from "@/server/contracts/decision-export";
import { systemDb } from "@/server/db/system";
import { exportDecisions } from "@/server/modules/decisions";
import { createTestOrg } from "@/server/testing/factories";
import { createGatewayTenant, createTestKey, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { createTestRequests } from "@/server/testing/request-factory";
import { DOORS, type DoorName, type Harness, startHarness } from "./harness";
import { rawCall } from "./raw-call";

let harness: Harness;
let tenant: GatewayTenant;
let ids: string[];
const ROWS = 1_203;
const now = Date.now();

beforeAll(async () => {
  tenant = await createGatewayTenant();
  ids = await createTestRequests(
    tenant,
    Array.from({ length: ROWS }, (_, n) => ({
      at: new Date(now - 60_000 - Math.floor(n / 3) * 10),
      sessionId: n === 5 ? '=cmd,"x"' : `ses-${n}`,
      endpoint: "chat",
    })),
  );
  await createTestRequests(await createTestOrg("pro"), [{ at: new Date(now - 60_000), endpoint: "chat" }]);
  harness = await startHarness();
});
afterAll(() => harness.close());

const day = (offset: number) => new Date(now + offset * 86_400_000).toISOString().slice(0, 10);
const get = (door: DoorName, query: string, apiKey = tenant.apiKey) =>
  rawCall(`${harness.baseUrl(door)}/export/decisions?${query}`, apiKey, { method: "GET" });
const RANGE = `from=${day(-1)}&to=${day(0)}`;

function parted(text: string): { lines: string[]; before: string; trailer: ExportTrailer } {
  const lines = text.split("\n").slice(0, -1);
  const last = lines.pop() ?? "";
  const trailer = ExportTrailer.parse(JSON.parse(last.replace(/^# /, "")));
  return { lines, trailer, before: text.slice(0, -(last.length + 1)) };
}

describe.each(DOORS)("the export of decisions at the %s door", (door) => {
  it("has every row of the organisation once, oldest first, and a trailer that proves it", async () => {
    const response = await get(door, RANGE);
    expect(response.status).toBe(200);
    expect(response.headers["content-type"]).toContain("application/x-ndjson");
    expect(response.headers["floopy-aggregation-notice"]).toBeUndefined();
    const { lines, trailer, before } = parted(response.text);
    const rows = lines.map((line) => ExportedDecision.parse(JSON.parse(line)));
    expect(rows.map((row) => row.request_id).sort()).toEqual([...ids].sort());
    const times = rows.map((row) => row.created_at);
    expect(times).toEqual([...times].sort());
    expect(new Set(rows.map((row) => row.organization_id))).toEqual(new Set([tenant.orgId]));
    expect(trailer).toEqual({
      trailer: true,
      rows_emitted: ROWS,
      truncated: false,
      reason: null,
      byte_count: Buffer.byteLength(before),
      checksum_sha256: createHash("sha256").update(before).digest("hex"),
    });
  });

  it("has the same rows as CSV, where no cell is a formula", async () => {
    const { text, headers } = await get(door, `${RANGE}&format=csv`);
    expect(headers["content-type"]).toContain("text/csv");
    const { lines, trailer, before } = parted(text);
    expect(lines[0]).toMatch(/^request_id,session_id,organization_id,/);
    expect(trailer.rows_emitted).toBe(ROWS);
    expect(trailer.checksum_sha256).toBe(createHash("sha256").update(before).digest("hex"));
    expect(text).toContain(`"'=cmd,""x"""`);
  });

  it("says in a header when what other organisations taught had a part", async () => {
    const org = await createGatewayTenant();
    await createTestRequests(org, [{ at: new Date(now - 60_000), endpoint: "chat" }]);
    const { id, createdAt, projectId } = await systemDb().request.findFirstOrThrow({
      where: { orgId: org.orgId },
    });
    await systemDb().decision.create({
      data: {
        ...{
          requestId: id,
          createdAt,
          orgId: org.orgId,
          projectId,
          sessionId: "s",
          usedSharedPoolPrior: true,
        },
        ...{ strategy: "feedback_driven", phase: "auto", reason: "learned_best" },
      },
    });
    const response = await get(door, RANGE, org.apiKey);
    expect(response.headers["floopy-aggregation-notice"]).toMatch(/aggregates/);
    expect(response.text).toContain('"used_shared_pool_prior":true');
  });

  it("refuses what it does not know, a range that is too long, and the free plan", async () => {
    const code = async (query: string, apiKey = tenant.apiKey) => {
      const refused = await get(door, query, apiKey);
      return [refused.status, refused.json().error.code];
    };
    for (const query of ["", `from=${day(0)}`, `${RANGE}&format=xml`, `${RANGE}&nonsense=1`])
      expect(await code(query), query).toEqual([400, "invalid_request"]);
    expect(await code(`from=${day(-40)}&to=${day(0)}`)).toEqual([400, "invalid_request"]);
    const free = await createTestKey(await createTestOrg("free"));
    expect(await code(RANGE, free)).toEqual([403, "plan_required"]);
  });
});

describe("an export", () => {
  it("that is longer than allowed stops, and its trailer says why", async () => {
    const ctx = tenant.as();
    const { pieces } = await exportDecisions(ctx, { from: day(-1), to: day(0) }, { rowsMax: 600 });
    let text = "";
    for await (const piece of pieces) text += piece.toString();
    expect(parted(text).trailer).toMatchObject({ rows_emitted: 600, truncated: true, reason: "row_limit" });
  });

  it("reads no further than its reader", async () => {
    const { pieces } = await exportDecisions(tenant.as(), { from: day(-1), to: day(0) });
    const first = await pieces.next();
    expect(String(first.value).split("\n").length - 1).toBe(500);
    await pieces.return(undefined);
    expect((await pieces.next()).done).toBe(true);
  });
});
