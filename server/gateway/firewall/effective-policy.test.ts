import { describe, expect, it } from "vitest";
import {
  DEFAULT_FIREWALL_SETTINGS,
  FIREWALL_CATEGORIES,
  FIREWALL_MODES,
  type FirewallFloor,
  type FirewallRule,
  type FirewallSettings,
} from "@/server/contracts/firewall";
import { AppError } from "@/server/core/errors";
import { effectivePolicy } from "./effective-policy";

const KEYWORD: FirewallRule = { kind: "keyword", id: "r1", name: "Words", phrases: ["project falcon"] };

const policyOf = (
  settings: Partial<FirewallSettings>,
  {
    headers = {},
    keyFloor = null,
    planId = "pro",
  }: {
    headers?: Record<string, string>;
    keyFloor?: FirewallFloor | null;
    planId?: "free" | "pro";
  } = {},
) => effectivePolicy({ settings: { ...DEFAULT_FIREWALL_SETTINGS, ...settings }, planId, keyFloor, headers });

const level = (mode: (typeof FIREWALL_MODES)[number]): number => FIREWALL_MODES.indexOf(mode);

describe("the policy of one request", () => {
  it("redacts secrets and observes the rest where nobody has said anything", () => {
    const { modes, failsClosed } = policyOf({});
    expect(modes).toEqual({ injection: "observe", pii: "observe", secrets: "redact", rules: "off" });
    expect(failsClosed).toBe(true);
  });

  it("is never less strict for a header or a key than the project where that redacts or blocks", () => {
    const wishes: Record<string, string>[] = [
      {},
      { "floopy-firewall": "off" },
      { "floopy-firewall": "observe" },
      { "floopy-llm-security-enabled": "false" },
      { "floopy-fail-mode": "open", "floopy-firewall": "off" },
    ];
    for (const injection of ["off", "observe", "block"] as const)
      for (const pii of FIREWALL_MODES)
        for (const secrets of FIREWALL_MODES)
          for (const headers of wishes)
            for (const keyFloor of [null, "observe", "block"] as const) {
              const own = { injection, pii, secrets };
              const { modes, failsClosed } = policyOf(own, { headers, keyFloor });
              for (const category of ["injection", "pii", "secrets"] as const) {
                const isFixed = keyFloor !== null || level(own[category]) > level("observe");
                if (isFixed) expect(level(modes[category])).toBeGreaterThanOrEqual(level(own[category]));
              }
              if ([injection, pii, secrets].some((mode) => level(mode) > level("observe")))
                expect(failsClosed).toBe(true);
            }
  });

  it("lets a header switch off what only looks on, unless the key insists", () => {
    const settings = { secrets: "observe" } as const;
    const headers = { "floopy-firewall": "off" };
    expect(Object.values(policyOf(settings, { headers }).modes)).toEqual(["off", "off", "off", "off"]);
    expect(policyOf(settings, { headers, keyFloor: "observe" }).modes.injection).toBe("observe");
  });

  it("stops attacks and forbidden words for a key or header that asks for it, and only looks for the rest", () => {
    const settings: Partial<FirewallSettings> = {
      injection: "off",
      pii: "off",
      secrets: "off",
      rules: "observe",
      customRules: [KEYWORD],
    };
    const blocking = { injection: "block", pii: "observe", secrets: "observe", rules: "block" };
    expect(policyOf(settings, { keyFloor: "block" }).modes).toEqual(blocking);
    expect(policyOf(settings, { headers: { "floopy-firewall": "block" } }).modes).toEqual(blocking);
    expect(policyOf(settings, { headers: { "helicone-llm-security-enabled": "true" } }).modes).toEqual(
      blocking,
    );
  });

  it("has no rules of the project's own without the plan for them, or without any", () => {
    const rules: Partial<FirewallSettings> = { rules: "block", customRules: [KEYWORD] };
    expect(policyOf(rules).modes.rules).toBe("block");
    expect(policyOf(rules, { planId: "free" }).modes.rules).toBe("off");
    expect(policyOf({ rules: "block" }, { keyFloor: "block" }).modes.rules).toBe("off");
  });

  it("fails open only where nothing has to be changed or stopped", () => {
    const open = { headers: { "floopy-fail-mode": "open" } };
    expect(policyOf({ secrets: "observe" }, open).failsClosed).toBe(false);
    expect(policyOf({ secrets: "observe" }).failsClosed).toBe(false);
    expect(policyOf({ secrets: "observe" }, { headers: { "floopy-fail-mode": "closed" } }).failsClosed).toBe(
      true,
    );
    expect(policyOf({ secrets: "observe" }, { ...open, keyFloor: "block" }).failsClosed).toBe(true);
  });

  it.each(["floopy-firewall", "floopy-llm-security-enabled", "floopy-fail-mode"])(
    "refuses a value of %s that it does not know",
    (name) => {
      expect(() => policyOf({}, { headers: { [name]: "maybe" } })).toThrow(AppError);
    },
  );

  it("has a mode for each category", () => {
    expect(Object.keys(policyOf({}).modes).sort()).toEqual([...FIREWALL_CATEGORIES].sort());
  });
});
