import { expect, it } from "vitest";
import { firstRequestSnippets } from "./snippets";

const samples = firstRequestSnippets({
  origin: "https://llm.example.com",
  apiKey: "fl_sk_test",
  model: "route:support",
});

it.each(samples)("puts base URL, key and model into the $label snippet", ({ code }) => {
  expect(code).toContain("https://llm.example.com/v1");
  expect(code).toContain("fl_sk_test");
  expect(code).toContain(`"route:support"`);
});

it("sends valid JSON with curl", () => {
  const body = /-d '([^']*)'/.exec(samples[0]?.code ?? "")?.[1] ?? "";
  expect(JSON.parse(body)).toEqual({
    model: "route:support",
    messages: [{ role: "user", content: "Say hello in five words." }],
  });
});
