import { describe, expect, it } from "vitest";
import { readRemoteVerdict } from "./read-verdict";
import type { RemoteVerdict } from "./verdict";

const completion = (content: string): string => JSON.stringify({ choices: [{ message: { content } }] });
const told = (verdict: RemoteVerdict | null): unknown =>
  verdict && [verdict.isFlagged, ...verdict.categories.map(({ category, detector }) => [category, detector])];

describe("the verdict of a guard model", () => {
  it.each([
    ["safe", [false]],
    ["\n\nsafe\n", [false]],
    ["unsafe\nS1,S10", [true, ["content", "remote_violent_crimes"], ["content", "remote_hate"]]],
    ["unsafe\nS7", [true, ["pii", "remote_privacy"]]],
    ["unsafe", [true, ["content", "remote_unsafe"]]],
    ["BENIGN", [false]],
    ["JAILBREAK", [true, ["injection", "remote_jailbreak"]]],
    ["LABEL_1", [true, ["injection", "remote_label_1"]]],
    ["0.0031", [false]],
    ["0.9987", [true, ["injection", "remote_injection"]]],
    ['{"flagged": false}', [false]],
    [
      '```json\n{"unsafe": true, "categories": ["Prompt Injection"]}\n```',
      [true, ["injection", "remote_prompt_injection"]],
    ],
    ['{"is_safe": false, "category": "violence"}', [true, ["content", "remote_violence"]]],
    ['{"violation": 1}', [true, ["content", "remote_unsafe"]]],
    [
      '[{"label":"BENIGN","score":0.1},{"label":"INJECTION","score":0.9}]',
      [true, ["injection", "remote_injection"]],
    ],
  ])("%j is read", (content, expected) => {
    expect(told(readRemoteVerdict("guard_model", completion(content)))).toEqual(expected);
  });

  it("is read from a server of classifiers as well", () => {
    const labels = JSON.stringify([
      [
        { label: "INJECTION", score: 0.2 },
        { label: "SAFE", score: 0.8 },
      ],
    ]);
    expect(told(readRemoteVerdict("guard_model", labels))).toEqual([false]);
  });

  it.each([
    "I cannot judge that.",
    "safe to say that this is unsafe",
    "",
    "{}",
    "[]",
    "2",
    '{"flagged":"no"}',
  ])("%j is no verdict", (content) => {
    expect(readRemoteVerdict("guard_model", completion(content))).toBeNull();
  });

  it("repeats no word that a text could have made it say", () => {
    const verdict = readRemoteVerdict(
      "guard_model",
      completion('{"flagged":true,"categories":["jane_roe_4111"]}'),
    );
    expect(told(verdict)).toEqual([true, ["content", "remote_other"]]);
  });
});

describe("the verdict of a moderation endpoint", () => {
  const result = (flagged: boolean | undefined, hate: boolean) => ({
    flagged,
    categories: { hate, "self-harm/intent": false, pii: hate },
    category_scores: { hate: 0.75, pii: 0.5 },
  });

  it("joins the results of all pieces, with the scores", () => {
    const answer = JSON.stringify({ results: [result(false, false), result(true, true)] });
    expect(readRemoteVerdict("openai_moderation", answer)).toEqual({
      isFlagged: true,
      categories: [
        { category: "content", detector: "remote_hate", score: 0.75 },
        { category: "pii", detector: "remote_pii", score: 0.5 },
      ],
      action: null,
    });
  });

  it("is taken from the categories where nothing says flagged", () => {
    const of = (hate: boolean) =>
      readRemoteVerdict("openai_moderation", JSON.stringify({ results: [result(undefined, hate)] }))
        ?.isFlagged;
    expect([of(true), of(false)]).toEqual([true, false]);
  });

  it.each(["{}", '{"results":[]}', "<html>", '{"results":[{"flagged":true}]}'])("%j is none", (answer) => {
    expect(readRemoteVerdict("openai_moderation", answer)).toBeNull();
  });
});

describe("the verdict of a customer's own server", () => {
  it("has the customer's own names and may say what should follow", () => {
    const answer = JSON.stringify({ flagged: true, categories: ["Competitor talk"], action: "allow" });
    expect(readRemoteVerdict("webhook", answer)).toEqual({
      isFlagged: true,
      categories: [{ category: "content", detector: "remote_competitor_talk", score: 1 }],
      action: "allow",
    });
  });

  it.each(["{}", '{"flagged":1}', '{"flagged":true,"action":"delete"}', "ok"])("%j is none", (answer) => {
    expect(readRemoteVerdict("webhook", answer)).toBeNull();
  });
});
