import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestRequests } from "@/server/testing/request-factory";
import { createWalkOrg } from "@/server/testing/walk-fixture";
import { handleDecisionExport } from "./decision-export-handler";

afterAll(disconnectDb);

const HOUR_MS = 3_600_000;

async function download(query: Record<string, string>, cookie = ""): Promise<Response> {
  const span = {
    from: new Date(Date.now() - HOUR_MS).toISOString(),
    to: new Date().toISOString(),
  };
  const path = `/api/export/decisions?${new URLSearchParams({ ...span, ...query })}`;
  const headers = { host: "127.0.0.1:4300", cookie };
  return handleDecisionExport(new Request(`http://127.0.0.1:4300${path}`, { headers }));
}

describe("the console's download of decisions", () => {
  it("is the whole range as a file whose last line counts the others", async () => {
    const { ids, cookie, org } = await createWalkOrg();
    const stored = await createTestRequests(
      org,
      [1, 2, 3].map((minutes) => ({ at: new Date(Date.now() - minutes * 60_000), endpoint: "chat" })),
    );
    const response = await download({ org: ids.orgSlug, format: "jsonl" }, cookie);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="floopy-decisions.jsonl"');
    const lines = (await response.text())
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const trailer = lines.pop();
    const exported = lines.map(({ request_id }) => request_id);
    for (const id of stored) expect(exported).toContain(id);
    expect(trailer).toMatchObject({ trailer: true, rows_emitted: lines.length, truncated: false });
  });

  it("is refused to strangers, to members of another organisation alike, and where the plan has none", async () => {
    const [mine, theirs] = [await createWalkOrg(), await createWalkOrg()];
    const refusal = async (query: Record<string, string>, cookie?: string) => {
      const response = await download(query, cookie);
      return [response.status, (await response.json()).error.code];
    };
    expect(await refusal({ org: mine.ids.orgSlug })).toEqual([401, "unauthenticated"]);
    const other = await refusal({ org: theirs.ids.orgSlug }, mine.cookie);
    expect(other).toEqual(await refusal({ org: "nobody-has-this" }, mine.cookie));
    expect(other[0]).toBe(404);
    await systemDb().subscription.update({
      where: { orgId: mine.org.orgId },
      data: { planId: "free" },
    });
    expect(await refusal({ org: mine.ids.orgSlug }, mine.cookie)).toEqual([403, "plan_required"]);
    expect(await refusal({ org: mine.ids.orgSlug, extra: "1" }, mine.cookie)).toEqual([
      400,
      "invalid_request",
    ]);
    expect(await refusal({ org: mine.ids.orgSlug, format: "xml" }, mine.cookie)).toEqual([
      400,
      "invalid_request",
    ]);
  });
});
