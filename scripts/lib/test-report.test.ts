import { describe, expect, it } from "vitest";
import { afterSecondRun, readBrowserReport, readUnitReport } from "./test-report.mjs";

const failure = (name: string, file = "a.test.ts") => ({ file, name, message: "no" });

describe("what a run of tests has said", () => {
  it("names each unit test that failed, and a file that could not be read", () => {
    const json = {
      numPassedTests: 4,
      numPendingTests: 1,
      numTodoTests: 1,
      testResults: [
        {
          name: "/root/server/a.test.ts",
          status: "failed",
          assertionResults: [
            { status: "passed", fullName: "fine" },
            {
              status: "failed",
              fullName: "adds up",
              failureMessages: ["\u001b[31mexpected 1\u001b[0m to be 2"],
            },
          ],
        },
        { name: "/root/server/b.test.ts", status: "failed", message: "no such module", assertionResults: [] },
      ],
    };
    expect(readUnitReport(json, "/root")).toEqual({
      passed: 4,
      skipped: 2,
      failures: [
        { file: "server/a.test.ts", name: "adds up", message: "expected 1 to be 2" },
        { file: "server/b.test.ts", name: "the file itself", message: "no such module" },
      ],
    });
  });

  it("finds browser tests in nested suites", () => {
    const spec = (title: string, ok: boolean) => ({
      title,
      ok,
      file: "site/x.spec.ts",
      tests: [{ results: [{ errors: [{ message: "not seen" }] }] }],
    });
    const json = {
      stats: { expected: 1, skipped: 0 },
      suites: [{ specs: [spec("one", true)], suites: [{ specs: [spec("two", false)] }] }],
      errors: [],
    };
    expect(readBrowserReport(json).failures).toEqual([
      { file: "e2e/site/x.spec.ts", name: "two", message: "not seen" },
    ]);
  });
});

describe("a second run of what failed", () => {
  const first = { passed: 8, skipped: 1, failures: [failure("one"), failure("two")] };

  it("keeps what failed twice as failed, and names what did not", () => {
    const second = { passed: 1, skipped: 0, failures: [failure("two")] };
    expect(afterSecondRun(first, second)).toEqual({
      passed: 9,
      skipped: 1,
      failures: [failure("two")],
      unsteady: [failure("one")],
    });
  });

  it("also counts what failed only the second time", () => {
    const second = { passed: 2, skipped: 0, failures: [failure("three")] };
    expect(afterSecondRun(first, second).failures).toEqual([failure("three")]);
  });
});
