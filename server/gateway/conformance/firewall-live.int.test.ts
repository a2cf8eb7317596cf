import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_FIREWALL_SETTINGS, type FirewallSettings } from "@/server/contracts/firewall";
import { updateFirewall } from "@/server/modules/firewall/update-firewall";
import { createGatewayTenant, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { type GatewayProcess, spawnGateway } from "@/server/testing/spawn-gateway";
import { answers, completion, FakeUpstream } from "./fake-upstream";
import { rawCall } from "./raw-call";

/** What is promised of a changed policy: it holds in every process by then. */
const LIVE_MS = 5_000;
const EMAIL = "jane.roe@example.org";
const TEXT = `Tell ${EMAIL} of project Nightjar.`;

const folders: string[] = [];
let upstream: FakeUpstream;
let tenant: GatewayTenant;
let processes: readonly GatewayProcess[] = [];

async function start(): Promise<GatewayProcess> {
  const folder = mkdtempSync(path.join(tmpdir(), "floopy-live-"));
  folders.push(folder);
  return spawnGateway(folder, { FLOOPY_ALLOW_PRIVATE_UPSTREAMS: "1" });
}

beforeAll(async () => {
  upstream = await new FakeUpstream().start();
  upstream.on("live", answers(200, completion("fine")));
  tenant = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
  processes = [await start(), await start()];
}, 120_000);
afterAll(async () => {
  for (const process of processes) await process.kill("SIGKILL");
  upstream?.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** What becomes of the text: stopped, or sent on as it was or with the address replaced. */
async function outcome({ baseUrl }: GatewayProcess): Promise<string> {
  const body = JSON.stringify({ model: "custom/live", messages: [{ role: "user", content: TEXT }] });
  const { status, text } = await rawCall(`${baseUrl}/chat/completions`, tenant.apiKey, { body });
  if (status !== 200) return text.includes("firewall_blocked") ? "stopped" : `${status} ${text}`;
  const sent = upstream.callsOf("live").at(-1)?.body ?? "";
  return sent.includes(EMAIL) ? "as it was" : "replaced";
}

const outcomes = async (): Promise<string[]> => {
  const found: string[] = [];
  for (const process of processes) found.push(await outcome(process));
  return found;
};

const change = (settings: Partial<FirewallSettings>): Promise<unknown> =>
  updateFirewall(tenant.as(), { projectId: tenant.projectId, ...DEFAULT_FIREWALL_SETTINGS, ...settings });

describe("a changed policy", () => {
  it("holds in every gateway process within five seconds, stricter or not", async () => {
    await expect.poll(outcomes).toEqual(["as it was", "as it was"]);
    const customRules: FirewallSettings["customRules"] = [
      { kind: "keyword", id: "bird", name: "Bird", phrases: ["project Nightjar"] },
    ];
    const steps: readonly [Partial<FirewallSettings>, string][] = [
      [{ pii: "redact" }, "replaced"],
      [{ rules: "block", customRules }, "stopped"],
      [{ rules: "observe", customRules, pii: "redact" }, "replaced"],
      [{}, "as it was"],
    ];
    for (const [settings, expected] of steps) {
      await change(settings);
      await expect.poll(outcomes, { timeout: LIVE_MS }).toEqual([expected, expected]);
    }
  });
});
