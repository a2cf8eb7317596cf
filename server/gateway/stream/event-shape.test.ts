import fc from "fast-check";
import { expect, it } from "vitest";
import { StreamReading } from "./stream-reading";

const OPTIONS = { wantsUsage: false, keepsText: true, extendUsage: () => ({}) };

function transcriptOf(events: readonly string[]): string | undefined {
  const reading = new StreamReading(OPTIONS);
  for (const event of events) reading.read(Buffer.from(event));
  return reading.transcript?.text();
}

const chunk = (choices: unknown, more: object = {}): string =>
  `data: ${JSON.stringify({ id: "c", choices, ...more })}\n\n`;
const word = (content: string, index = 0): string =>
  chunk([{ index, delta: { content }, finish_reason: null }]);

it("reads the same text whether or not an event has the shape of the one before", () => {
  const pieces = fc.array(
    fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.string({ unit: "binary", maxLength: 6 }),
      fc.constantFrom('"', "\\", ""),
    ),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(pieces, (texts) => {
      expect(transcriptOf(texts.map((text) => word(text)))).toBe(
        texts.map((text) => Buffer.from(text).toString()).join(""),
      );
    }),
    { numRuns: 1_000, seed: 3 },
  );
});

it("keeps choices apart that differ only in their number", () => {
  const reading = new StreamReading(OPTIONS);
  for (const event of [word("a", 0), word("b", 0), word("x", 1), word("c", 0), word("y", 1)])
    reading.read(Buffer.from(event));
  const completion = reading.transcript?.toCompletion("id", null);
  expect(completion?.choices).toMatchObject([
    { message: { content: "abc" } },
    { message: { content: "xy" } },
  ]);
});

it("looks into every event that says more than a piece of text", () => {
  const reading = new StreamReading(OPTIONS);
  for (const event of [word("a"), word("b")]) reading.read(Buffer.from(event));
  const last = [{ index: 0, delta: { content: "c" }, finish_reason: "stop" }];
  reading.read(Buffer.from(chunk(last, { usage: { prompt_tokens: 1 } })));
  expect(reading).toMatchObject({ finishReason: "stop", usage: { prompt_tokens: 1 }, contentEvents: 3 });
  const error = new StreamReading(OPTIONS);
  for (const event of [word("a"), word("b")]) error.read(Buffer.from(event));
  expect(error.read(Buffer.from(word('c"}}],"error":{"message":"x"'))).kind).toBe("forward");
  expect(error.read(Buffer.from('data: {"error":{"message":"x"}}\n\n')).kind).toBe("error");
});

it("reports what is not JSON although it begins and ends like the events before", () => {
  const reading = new StreamReading(OPTIONS);
  for (const event of [word("a"), word("b")]) reading.read(Buffer.from(event));
  expect(reading.read(Buffer.from(word("c").replace('"c"', '"c\t"'))).kind).toBe("error");
});
