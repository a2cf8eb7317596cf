import { describe, expect, it } from "vitest";
import { ScanView } from "../detector";
import { checkPattern } from "./check-pattern";
import { buildTenantDetector } from "./tenant-detector";
import type { TenantRule } from "./tenant-rule";

const found = (rule: TenantRule, text: string): string[] =>
  buildTenantDetector([rule], "1")
    .scan(new ScanView(text))
    .map(({ start, end }) => text.slice(start, end));

describe("checkPattern", () => {
  it.each(["project[- ]?x\\d{1,4}", "(?:alpha|beta)-\\d+", "\\bACME-[A-Z]{3}\\b"])(
    "accepts %s",
    async (pattern) => {
      expect(await checkPattern(pattern)).toEqual({ isAccepted: true });
    },
  );

  it.each([
    ["(a+)+$", /exponential|polynomial/],
    ["(?<=a)b", /RE2/],
    ["(a)\\1", /RE2/],
    ["a".repeat(257), /257 characters/],
    ["", /empty/],
    ["a*", /everywhere/],
    ["[", /RE2/],
    ["(?i)secret", /JavaScript/],
  ])("refuses %s and says why", async (pattern, reason) => {
    const verdict = await checkPattern(pattern);
    expect(verdict.isAccepted).toBe(false);
    expect(verdict.isAccepted ? "" : verdict.reason).toMatch(reason);
  });
});

describe("buildTenantDetector", () => {
  it("finds keywords as whole words, whatever their case, accents or disguise, at their place in the original", () => {
    const rule: TenantRule = { id: "r1", kind: "keyword", phrases: ["Projeto Íris", "blue"] };
    expect(found(rule, "o PROJETO IRIS e o blueprint Blue")).toEqual(["PROJETO IRIS", "Blue"]);
    expect(found(rule, "😀 b\u200blue ｂｌｕｅ")).toEqual(["b\u200blue", "ｂｌｕｅ"]);
    expect(found({ id: "r2", kind: "keyword", phrases: ["机密"] }, "这是机密文件")).toEqual(["机密"]);
  });

  it("finds a topic when enough of its words stand together", () => {
    const rule: TenantRule = {
      id: "t",
      kind: "topic",
      words: ["merger", "acquisition", "due diligence"],
      wordsMin: 2,
    };
    expect(found(rule, "The merger needs due diligence first.")).toEqual(["merger needs due diligence"]);
    expect(found(rule, "The merger, merger, merger.")).toEqual([]);
    expect(found(rule, `The merger. ${"x ".repeat(400)} due diligence`)).toEqual([]);
  });

  it("finds patterns in the text as it is", () => {
    expect(found({ id: "p", kind: "regex", pattern: "acme-\\d+" }, "See ACME-12 and acme-7.")).toEqual([
      "ACME-12",
      "acme-7",
    ]);
  });

  it("refuses more rules than are allowed", () => {
    const rules = Array.from(
      { length: 51 },
      (_, index): TenantRule => ({ id: `r${index}`, kind: "keyword", phrases: ["x"] }),
    );
    expect(() => buildTenantDetector(rules, "1")).toThrow("51 rules");
  });
});
