import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventData, eventEnd, SseSplitter } from "./sse-events";

function split(text: string, cuts: readonly number[]): { events: string[]; rest: string } {
  const bytes = Buffer.from(text);
  const splitter = new SseSplitter();
  const events: string[] = [];
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const to of [...places, bytes.length]) {
    const whole = splitter.push(bytes.subarray(from, to));
    from = to;
    for (let at = 0; whole !== null && at < whole.length; ) {
      const end = eventEnd(whole, at);
      events.push(whole.toString("utf8", at, end));
      at = end;
    }
  }
  return { events, rest: splitter.rest()?.toString() ?? "" };
}

describe("SseSplitter", () => {
  it("gives the same whole events wherever the bytes are cut, characters and line ends included", () => {
    const text =
      'data: {"a":"ü👋🏽"}\n\n: comment\r\n\r\nevent: x\ndata: 1\ndata: 2\n\ndata: [DONE]\n\ndata: {"half';
    const whole = split(text, []);
    expect(whole.events).toHaveLength(4);
    expect(whole.rest).toBe('data: {"half');
    fc.assert(
      fc.property(fc.array(fc.nat()), (cuts) => {
        expect(split(text, cuts)).toEqual(whole);
      }),
      { numRuns: 300 },
    );
    for (let at = 0; at <= Buffer.byteLength(text); at++) expect(split(text, [at])).toEqual(whole);
  });

  it("refuses an event without end instead of keeping it all", () => {
    const splitter = new SseSplitter();
    const chunk = Buffer.alloc(4 * 1024 * 1024, "x");
    expect(() => {
      for (let n = 0; n < 6; n++) splitter.push(chunk);
    }).toThrow("too large");
  });
});

describe("eventData", () => {
  it("joins data lines, with or without a space, and ignores everything else", () => {
    expect(eventData("id: 1\ndata: a\ndata:b\r\n\r\n")).toBe("a\nb");
    expect(eventData(": only a comment\n\n")).toBeNull();
  });
});
