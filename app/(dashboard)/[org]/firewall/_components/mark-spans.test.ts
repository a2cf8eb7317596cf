import { describe, expect, it } from "vitest";
import type { FirewallFinding } from "@/server/contracts/firewall";
import { markSpans } from "./mark-spans";

const finding = (detector: string, start: number, end: number): FirewallFinding => ({
  category: "pii",
  detector,
  score: 1,
  path: "",
  start,
  end,
  action: "observed",
});

describe("marked stretches", () => {
  it("make up the whole text, the narrowest finding on top", () => {
    const spans = markSpans("say a@b.co now", [finding("wide", 0, 10), finding("email", 4, 10)]);
    expect(spans.map(({ text, found }) => [text, found?.detector ?? null])).toEqual([
      ["say ", "wide"],
      ["a@b.co", "email"],
      [" now", null],
    ]);
  });

  it("are one where nothing was found, and none without a text", () => {
    expect(markSpans("hello", [])).toEqual([{ start: 0, text: "hello", found: null }]);
    expect(markSpans("", [])).toEqual([]);
  });
});
