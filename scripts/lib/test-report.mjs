/**
 * What a run of tests has said, from the JSON that Vitest and Playwright write.
 * @typedef {{ file: string, name: string, message: string }} Failure
 * @typedef {{ passed: number, skipped: number, failures: Failure[] }} Report
 */
import path from "node:path";

// biome-ignore lint/suspicious/noControlCharactersInRegex: what colours a terminal is not for a list of failures.
const COLOUR = /\u001b\[[0-9;]*m/g;
const LONGEST_MESSAGE = 1500;

const brief = (message) =>
  (message ?? "")
    .replace(COLOUR, "")
    .split("\n")
    .filter((line) => !line.includes("node_modules"))
    .join("\n")
    .trim()
    .slice(0, LONGEST_MESSAGE);

/** A file that could not even be read is one failure. @returns {Report} */
export function readUnitReport(json, root) {
  const failures = [];
  for (const file of json.testResults) {
    const name = path.relative(root, file.name);
    const failed = file.assertionResults.filter(({ status }) => status === "failed");
    for (const test of failed)
      failures.push({ file: name, name: test.fullName, message: brief(test.failureMessages?.join("\n")) });
    if (failed.length === 0 && file.status === "failed")
      failures.push({ file: name, name: "the file itself", message: brief(file.message) });
  }
  return { passed: json.numPassedTests, skipped: json.numPendingTests + json.numTodoTests, failures };
}

function* specsOf(suite) {
  yield* suite.specs ?? [];
  for (const inner of suite.suites ?? []) yield* specsOf(inner);
}

/** @returns {Report} */
export function readBrowserReport(json) {
  const failures = [];
  for (const suite of json.suites)
    for (const spec of specsOf(suite)) {
      if (spec.ok) continue;
      const results = spec.tests.flatMap((test) => test.results);
      const message = results.flatMap((result) => result.errors ?? []).map((error) => error.message);
      failures.push({ file: `e2e/${spec.file}`, name: spec.title, message: brief(message.join("\n")) });
    }
  for (const error of json.errors ?? [])
    failures.push({ file: "e2e", name: "the run itself", message: brief(error.message) });
  return { passed: json.stats.expected, skipped: json.stats.skipped, failures };
}

const sameTest = (one, other) => one.file === other.file && one.name === other.name;

/**
 * Of two runs, the second of which only ran what had failed in the first: what failed in both, and what passed
 * the second time, when nothing else ran beside it.
 * @param {Report} first @param {Report} second
 */
export function afterSecondRun(first, second) {
  const failed = first.failures.filter((one) => second.failures.some((other) => sameTest(one, other)));
  const isNew = (one) => !first.failures.some((other) => sameTest(one, other));
  const all = [...failed, ...second.failures.filter(isNew)];
  const unsteady = first.failures.filter((one) => !failed.includes(one));
  return { passed: first.passed + unsteady.length, skipped: first.skipped, failures: all, unsteady };
}
