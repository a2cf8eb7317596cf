import { describe, expect, it } from "vitest";
import { FirewallOutput } from "@/server/contracts/firewall";
import { outputPolicy, Placeholders } from "@/server/firewall";
import { Exchange } from "../exchange";
import { testRequest } from "../stages/test-caller";
import { screenWhole } from "./screen-output";

const BODY = Buffer.from('{"choices":[{"message":{"content":"a long enough answer"}}]}');
const BROKEN = {
  id: "rules",
  version: "1",
  scan: () => {
    throw new Error("broken");
  },
};

function screen(acts: boolean): { exchange: Exchange; look: () => Promise<{ body: Buffer }> } {
  const exchange = new Exchange(testRequest(), "chat");
  const mode = acts ? ("redact" as const) : ("observe" as const);
  const policy = outputPolicy(FirewallOutput.parse({ rules: mode }), { rules: BROKEN, echo: null });
  exchange.output = { requestId: exchange.id, policy, acts, placeholders: new Placeholders(), restore: null };
  return { exchange, look: () => screenWhole(exchange, BODY, {}) };
}

describe("a firewall that fails on an answer", () => {
  it("keeps the answer back where it may have to be changed or stopped", async () => {
    const { exchange, look } = screen(true);
    await expect(look()).rejects.toThrow(expect.objectContaining({ code: "dependency_unavailable" }));
    expect(exchange.firewall).toMatchObject({ status: "blocked", findings: [{ category: "error" }] });
  });

  it("lets it pass, noted, where it only watches", async () => {
    const { exchange, look } = screen(false);
    expect((await look()).body).toBe(BODY);
    expect(exchange.firewall).toMatchObject({
      status: "flag",
      findings: [{ category: "error", action: "observed" }],
    });
  });
});
