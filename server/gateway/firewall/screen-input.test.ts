import { describe, expect, it } from "vitest";
import {
  DEFAULT_FIREWALL_SETTINGS,
  type FirewallRule,
  type FirewallSettings,
} from "@/server/contracts/firewall";
import { Exchange } from "../exchange";
import { readBody } from "../stages/read-body";
import { resolveScope } from "../stages/resolve-scope";
import { testCaller, testProject, testRequest } from "../stages/test-caller";
import { screenInput } from "./screen-input";

const TEXT = "Please write to jane.roe@example.org about it.";
const BODY = JSON.stringify({ model: "m", messages: [{ role: "user", content: TEXT }] });
/** No such pattern can be saved: the detector that is made of it throws. */
const BROKEN: FirewallRule = { kind: "regex", id: "broken", name: "Broken", pattern: "(" };

async function screened(settings: Partial<FirewallSettings>, headers: Record<string, string> = {}) {
  const firewall = {
    ...DEFAULT_FIREWALL_SETTINGS,
    rules: "observe" as const,
    customRules: [BROKEN],
    ...settings,
  };
  const caller = testCaller({ org: { planId: "pro", projects: [testProject({ firewall })] } });
  const exchange = new Exchange(testRequest(headers, BODY), "chat");
  const body = await readBody(exchange.req, "chat", { bytesMax: 1e6 });
  const scope = resolveScope(caller, {}, Buffer.alloc(32));
  return { exchange, body, going: screenInput({ screenThreads: null }, exchange, { caller, scope, body }) };
}

describe("a detector that fails on a request", () => {
  it.each([
    ["redacts", { pii: "redact" }, {}],
    ["blocks", { injection: "block" }, {}],
    [
      "only watches, where the caller wants certainty",
      { secrets: "observe" },
      { "floopy-fail-mode": "closed" },
    ],
  ] as const)("keeps it back where the policy %s, and says nothing of why", async (_, settings, headers) => {
    const { exchange, going } = await screened(settings, headers);
    const error = await going.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "dependency_unavailable" });
    const told = JSON.stringify([Object(error).userMessage, Object(error).details, exchange.firewall]);
    expect(told).not.toMatch(/regular expression|at .*:\d+|jane|stack/i);
    expect(exchange.firewall).toMatchObject({
      status: "blocked",
      findings: [{ category: "error", detector: "firewall", action: "blocked" }],
    });
  });

  it("lets it pass as it came where the policy only watches, with a finding that says so", async () => {
    const { exchange, body, going } = await screened({ secrets: "observe" });
    expect(await going).toBe(body);
    expect(exchange.firewall).toMatchObject({
      status: "flag",
      findings: [{ category: "error", detector: "firewall", action: "observed" }],
    });
  });
});
