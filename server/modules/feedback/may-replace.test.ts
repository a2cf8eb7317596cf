import { describe, expect, it } from "vitest";
import { PROOFS } from "@/server/contracts/feedback";
import { mayReplace } from "./may-replace";

const NOW = new Date("2026-01-01T00:00:00Z");
const open = new Date(NOW.getTime() + 1);
const given = (proof: (typeof PROOFS)[number], over = {}) => ({
  ...{ proof, showId: null, editUntil: open },
  ...over,
});

describe("who may replace an answer", () => {
  it("is whoever proves more, at any time; never who proves less", () => {
    for (const [index, proof] of PROOFS.entries()) {
      for (const [other, before] of PROOFS.entries()) {
        if (index === other) continue;
        const old = given(before, { editUntil: new Date(0) });
        expect(mayReplace(old, { proof, showId: null }, NOW)).toBe(index > other);
      }
    }
  });

  it("is a server always, and a token's holder until the window closes", () => {
    expect(mayReplace(given("server", { editUntil: NOW }), { proof: "server", showId: null }, NOW)).toBe(
      true,
    );
    expect(mayReplace(given("session"), { proof: "session", showId: null }, NOW)).toBe(true);
    expect(mayReplace(given("session", { editUntil: NOW }), { proof: "session", showId: null }, NOW)).toBe(
      false,
    );
  });

  it("is, without a token, only who knows which ask it answers", () => {
    const asked = given("anonymous", { showId: "shw_1" });
    expect(mayReplace(asked, { proof: "anonymous", showId: "shw_1" }, NOW)).toBe(true);
    expect(mayReplace(asked, { proof: "anonymous", showId: "shw_2" }, NOW)).toBe(false);
    expect(mayReplace(given("anonymous"), { proof: "anonymous", showId: null }, NOW)).toBe(false);
  });
});
