import { describe, expect, it } from "vitest";
import { lifeText } from "./billing-texts";

const day = (text: string) => new Date(`${text}T12:00:00Z`);
const LIFE = {
  ...({ planId: "pro", status: "active", isByContract: false, cancelAtPeriodEnd: false } as const),
  ...{ currentPeriodEnd: day("2026-12-20"), trialEndsAt: null, graceEndsAt: null, keptUntil: null },
  now: day("2026-11-26"),
};

describe("what is said of a plan's life", () => {
  it.each([
    [{}, "Renews on 20 December 2026."],
    [{ cancelAtPeriodEnd: true }, "Cancelled: ends on 20 December 2026. Nothing more is charged."],
    [
      { status: "trialing", trialEndsAt: day("2026-12-10") } as const,
      "Trial until 10 December 2026, then the first payment.",
    ],
    [
      { status: "past_due", graceEndsAt: day("2026-12-01") } as const,
      "The last payment did not go through. Pro goes on until 1 December 2026.",
    ],
    [
      { planId: "free", status: "canceled", keptUntil: day("2026-12-24") } as const,
      "Free for as long as you like. What was recorded on Pro stays readable until 24 December 2026.",
    ],
    [{ planId: "free", keptUntil: day("2026-10-01") } as const, "Free for as long as you like."],
    [{ planId: "enterprise", isByContract: true } as const, "By contract. Write to us to change it."],
  ])("for %o is %s", (over, text) => {
    expect(lifeText({ ...LIFE, ...over })).toBe(text);
  });
});
