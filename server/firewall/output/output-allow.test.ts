import { describe, expect, it } from "vitest";
import { FirewallOutput } from "@/server/contracts/firewall";
import type { ActiveAllowRule } from "@/server/contracts/firewall-allow";
import { AllowList } from "../allow/allow-list";
import { Placeholders } from "../placeholders";
import { allowedInOutput, findInOutput, isActive, outputPolicy } from "./output-policy";
import { replaceInOutput, StreamScreen } from "./stream-screen";

const rule = (over: Partial<ActiveAllowRule>): ActiveAllowRule => ({
  ...{ id: "alw_1", category: "pii", direction: "answer", detector: "email", expiresAtMs: null },
  match: { kind: "phrase", phrase: "write to our desk at support@example.com for help" },
  ...over,
});
const policyWith = (...rules: ActiveAllowRule[]) =>
  outputPolicy(FirewallOutput.parse({ pii: "redact", secrets: "redact", links: "off" }), {
    ...{ rules: null, echo: null, allow: new AllowList(rules) },
  });
const TEXT =
  "As always you can write to our desk at support@example.com for help, or to jane.roe@example.com, or call +1 202 555 0143 today.";

describe("an answer", () => {
  const policy = policyWith(rule({}));
  const screen = (placeholders = new Placeholders()) => ({
    find: (text: string) => findInOutput(text, policy, isActive),
    whole: (text: string) => allowedInOutput(text, policy),
    ...{ stops: () => false, placeholders, hold: 256 },
  });

  it("keeps what an allowed phrase covers, and nothing beside it", () => {
    expect(replaceInOutput(TEXT, screen())).toBe(
      "As always you can write to our desk at support@example.com for help, or to [EMAIL_1], or call [PHONE_1] today.",
    );
    const elsewhere = "Ask support@example.com, or write to our desk.";
    expect(replaceInOutput(elsewhere, screen())).toBe("Ask [EMAIL_1], or write to our desk.");
  });

  it("is the same in a stream, wherever its pieces were cut", () => {
    const text = `${"Some words go before it. ".repeat(30)}${TEXT} ${"And some behind. ".repeat(40)}`;
    const whole = replaceInOutput(text, screen());
    expect(whole).toContain("support@example.com");
    for (const size of [1, 3, 17, 64, 200, 700]) {
      const stream = new StreamScreen(screen());
      let sent = "";
      for (let at = 0; at < text.length; at += size) sent += stream.push(text.slice(at, at + size));
      expect(sent + stream.end(), `in pieces of ${size}`).toBe(whole);
    }
  });

  it("may have one detector excused as a whole, but never a secret by a rule for personal data", () => {
    const place = policyWith(rule({ match: { kind: "place", path: "answer", scoreMax: null } }));
    expect(findInOutput(TEXT, place, isActive).map(({ detector }) => detector)).toEqual(["phone"]);
    const secret = `Authorization: Bearer ${["ghp", "q7Rk2mZx9Lw4Tn8Vb3Yc6Hd1Pf5Gs0JaKeUi"].join("_")}`;
    const wide = policyWith(rule({ detector: null, match: { kind: "phrase", phrase: "Authorization" } }));
    expect(findInOutput(secret, wide, isActive).map(({ category }) => category)).toEqual(["secrets"]);
  });

  it("knows nothing of what requests may say", () => {
    const asked = policyWith(rule({ direction: "request" }));
    expect(findInOutput(TEXT, asked, isActive)).toHaveLength(3);
  });
});
