import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FirewallFinding } from "@/server/contracts/firewall";
import { systemDb } from "@/server/db/system";
import { setRemoteDetector } from "@/server/modules/firewall/set-remote-detector";
import { createGatewayTenant } from "@/server/testing/gateway-tenant";
import { answers, completion, FakeUpstream } from "./fake-upstream";
import { startHarness } from "./harness";
import { rawCall } from "./raw-call";

let upstream: FakeUpstream;
beforeAll(async () => {
  upstream = await new FakeUpstream().start();
});
afterAll(() => upstream.close());

describe("a process that stops", () => {
  it("waits for the verdict that is on its way when the answer is out, and notes it", async () => {
    const ending = await startHarness();
    let release = (): void => {};
    const answered = new Promise<void>((resolve) => {
      release = resolve;
    });
    upstream.on("slow-guard", async (res) => {
      await answered;
      res.writeHead(200, { "content-type": "application/json" }).end(completion("unsafe\nS10"));
    });
    upstream.on("quick", answers(200, completion("fine")));
    const { orgId, projectId, apiKey, as } = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
    const { id: providerKeyId } = await systemDb().providerKey.findFirstOrThrow({ where: { orgId } });
    const guard = { kind: "guard_model", providerKeyId, model: "slow-guard" } as const;
    await setRemoteDetector(as(), {
      projectId,
      settings: { ...guard, mode: "observe", onError: "allow", timeoutMs: 5_000 },
    });
    const response = await rawCall(`${ending.baseUrl("lean")}/chat/completions`, apiKey, {
      body: JSON.stringify({ model: "custom/quick", messages: [{ role: "user", content: "hello there" }] }),
    });
    expect(response.status).toBe(200);
    await expect.poll(() => upstream.callsOf("slow-guard")).toHaveLength(1);
    let isClosed = false;
    const closing = ending.gateway.close(30_000).then(() => {
      isClosed = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isClosed).toBe(false);
    release();
    await closing;
    const { request: row } = await ending.record(String(response.headers["x-request-id"]));
    const findings = FirewallFinding.array().parse(row.firewallFindings ?? []);
    expect(findings.map((each) => each.detector)).toEqual(["remote_hate", "guard_model"]);
    await ending.close();
  });
});
