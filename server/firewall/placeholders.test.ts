import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FirewallOutput } from "@/server/contracts/firewall";
import { findPrivate } from "./find-private";
import { findInOutput, isActive, outputPolicy } from "./output/output-policy";
import { replaceInOutput } from "./output/stream-screen";
import { Placeholders } from "./placeholders";

const policy = outputPolicy(FirewallOutput.parse({ pii: "redact", secrets: "redact", links: "off" }), {
  rules: null,
  echo: null,
});
const replaced = (text: string, placeholders: Placeholders): string =>
  replaceInOutput(text, { find: (value) => findInOutput(value, policy, isActive), placeholders });

/** Put together at run time, so that scanners of this repository do not take them for real ones. */
const fake = (...parts: string[]): string => parts.join("");
const VALUES = [
  "a.b@example.org",
  "4242424242424242",
  "+44 7700 900139",
  "DE89370400440532013000",
  "529.982.247-25",
  "203.0.113.64",
  fake("gh", "p_q7Rk2mZx9Lw4Tn8Vb3Yc6Hd1Pf5Gs0JaKeUi"),
];

describe("Placeholders", () => {
  it("gives the same value the same placeholder, and others another", () => {
    const text = "a@example.org wrote to b@example.org; a@example.org got an answer";
    expect(replaced(text, new Placeholders())).toBe("[EMAIL_1] wrote to [EMAIL_2]; [EMAIL_1] got an answer");
  });

  it("turns its placeholders back, and leaves those it never gave out", () => {
    const placeholders = new Placeholders();
    const text = "mail a@example.org or [EMAIL_9]";
    expect(placeholders.restore(replaced(text, placeholders))).toBe(text);
  });

  it("leaves no known value, keeps what surrounds it, and does nothing the second time", () => {
    const around = fc
      .string({ unit: "binary", maxLength: 20 })
      .map((text) => ` ${text.replace(/[\d@:=]/g, "")} `);
    fc.assert(
      fc.property(fc.array(fc.tuple(around, fc.constantFrom(...VALUES)), { maxLength: 8 }), (parts) => {
        const text = parts.map(([before, value]) => `${before} (${value}) `).join("");
        const placeholders = new Placeholders();
        const redacted = replaced(text, placeholders);
        for (const [, value] of parts) expect(redacted).not.toContain(value);
        expect(replaced(redacted, placeholders)).toBe(redacted);
        expect(placeholders.restore(redacted)).toBe(text);
      }),
      { numRuns: 2_000, seed: 3 },
    );
  });

  it("keeps JSON valid and its other members equal", () => {
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: "small" }), fc.constantFrom(...VALUES), (value, secret) => {
        const json = JSON.stringify({ before: value, held: secret, after: "x" });
        const parsed: unknown = JSON.parse(replaced(json, new Placeholders()));
        expect(parsed).toMatchObject({ after: "x" });
        expect(JSON.stringify(parsed)).not.toContain(secret);
      }),
      { numRuns: 500, seed: 4 },
    );
  });
});

describe("findPrivate", () => {
  it("answers in order and without overlaps", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...VALUES), fc.string({ unit: "binary", maxLength: 8 }))),
        (parts) => {
          const text = parts.join("");
          let end = 0;
          for (const finding of findPrivate(text)) {
            expect(finding.start).toBeGreaterThanOrEqual(end);
            expect(finding.end).toBeGreaterThan(finding.start);
            end = finding.end;
          }
          expect(end).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: 2_000, seed: 6 },
    );
  });
});
