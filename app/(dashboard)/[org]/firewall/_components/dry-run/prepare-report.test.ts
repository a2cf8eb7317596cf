import { describe, expect, it } from "vitest";
import { DEFAULT_FIREWALL_SETTINGS, type FirewallRule } from "@/server/contracts/firewall";
import { type DryRunChange, DryRunReport } from "@/server/contracts/firewall-dry-runs";
import { changedSettings } from "./changed-settings";
import { actionsWords, changesOf, detectorRows, sumsOf, wayRows } from "./prepare-report";

const none = { observed: 0, redacted: 0, blocked: 0 };
const report = DryRunReport.parse({
  ways: [
    { recorded: "skipped", saved: "pass", draft: "pass", requests: 4 },
    { recorded: "flag", saved: "flag", draft: "blocked", requests: 2 },
    { recorded: "blocked", saved: "flag", draft: "blocked", requests: 1 },
    { recorded: "pass", saved: "pass", draft: "redacted", requests: 3 },
  ],
  detectors: [
    {
      ...{ direction: "request", category: "pii", detector: "email" },
      ...{ recorded: none, saved: { ...none, observed: 3 }, draft: { ...none, redacted: 3 } },
    },
    {
      ...{ direction: "request", category: "injection", detector: "override" },
      ...{ recorded: { ...none, observed: 9 }, saved: none, draft: { ...none, observed: 9 } },
    },
  ],
  notJudged: { not_stored: 5, expired: 1, cut: 0, unreadable: 0 },
});

describe("the report of a dry run", () => {
  it("says from what to what requests would go", () => {
    const rows = wayRows(report, "recorded");
    expect(rows.map(({ before, requests }) => [before, requests])).toEqual([
      ["skipped", 4],
      ["pass", 3],
      ["flag", 2],
      ["blocked", 1],
    ]);
    // That nobody looked and that nothing is found come to the same.
    expect(rows[0]?.cells[0]).toEqual({ after: "pass", requests: 4, isChange: false });
    expect(rows[2]?.cells[3]).toEqual({ after: "blocked", requests: 2, isChange: true });
    expect(rows[3]?.cells[3]).toEqual({ after: "blocked", requests: 1, isChange: false });
  });

  it("counts what changes, against what happened and against the saved policy", () => {
    expect(sumsOf(report, "recorded")).toEqual({
      ...{ judged: 10, notJudged: 6, changed: 5 },
      toward: { pass: 0, flag: 0, redacted: 3, blocked: 2 },
    });
    expect(sumsOf(report, "saved")).toMatchObject({ changed: 6, toward: { redacted: 3, blocked: 3 } });
  });

  it("names the detectors that change most first", () => {
    expect(detectorRows(report, "recorded").map(({ detector, moved }) => [detector, moved])).toEqual([
      ["email", 3],
      ["override", 0],
    ]);
    expect(detectorRows(report, "saved").map(({ detector, moved }) => [detector, moved])).toEqual([
      ["override", 9],
      ["email", 6],
    ]);
    expect(actionsWords({ observed: 1_200, redacted: 0, blocked: 3 })).toBe("1,200 noted, 3 blocked");
    expect(actionsWords(none)).toBe("–");
  });

  it("lists the examples that a comparison is about", () => {
    const change = (over: Partial<DryRunChange>): DryRunChange => ({
      ...{ requestId: "r", createdAt: new Date(0), recorded: "flag", saved: "flag", draft: "flag" },
      ...{ differences: [], ...over },
    });
    const items = [
      change({ draft: "blocked" }),
      change({ recorded: "blocked", draft: "blocked" }),
      change({
        differences: [
          {
            direction: "request",
            category: "pii",
            detector: "email",
            recorded: null,
            saved: null,
            draft: "redacted",
          },
        ],
      }),
    ];
    expect(changesOf(items, "recorded", null)).toEqual([items[0], items[2]]);
    expect(changesOf(items, "saved", "flag~blocked")).toEqual([items[0], items[1]]);
  });

  it("says in the form’s words what a draft does otherwise", () => {
    const rule: FirewallRule = { kind: "keyword", id: "f", name: "Falcon", phrases: ["falcon"] };
    const draft = {
      ...DEFAULT_FIREWALL_SETTINGS,
      ...{ injection: "block" as const, customRules: [rule] },
      output: { ...DEFAULT_FIREWALL_SETTINGS.output, linkHosts: ["a.example"] },
    };
    expect(changedSettings(DEFAULT_FIREWALL_SETTINGS, draft)).toEqual([
      { label: "Prompt injection", from: "observe", to: "block" },
      { label: "Hosts for links", from: "none", to: "a.example" },
      { label: "Rules", from: "none", to: "Falcon" },
    ]);
    expect(changedSettings(draft, draft)).toEqual([]);
  });
});
