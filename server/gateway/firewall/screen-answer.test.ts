import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FirewallOutput } from "@/server/contracts/firewall";
import { outputPolicy, Placeholders } from "@/server/firewall";
import { atOnce } from "@/server/text/in-turns";
import { answerSteps, restoreAnswer, restoreSteps } from "./screen-answer";

const placeholders = new Placeholders();
const [FIRST, SECOND] = [placeholders.for("EMAIL", 'a"b@example.org'), placeholders.for("SECRET", "k\\1😀")];
const restore = (text: string): string => placeholders.restore(text);
const bodyOf = (content: string): Buffer =>
  Buffer.from(JSON.stringify({ choices: [{ message: { content } }] }));
const contentOf = (body: Buffer): unknown => JSON.parse(body.toString()).choices[0].message.content;

const PARTS = [FIRST, SECOND, "[EMAIL_9]", "[", "[EMAIL", "😀", "\ud83d", "\n\\", "words "];
const LONG = 66_000;

describe("an answer in which is put back what was replaced", () => {
  it("is what putting back in the whole text gives, however long it is", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 20 }),
        fc.nat(64),
        async (parts, shift) => {
          const text = `${"x".repeat(shift)}${parts.join("").repeat(2 + Math.ceil(LONG / parts.join("").length))}`;
          expect(contentOf(await restoreAnswer(bodyOf(text), restore))).toBe(
            // Half a character does not survive the way through bytes as it is.
            restore(JSON.parse(bodyOf(text).toString()).choices[0].message.content),
          );
        },
      ),
      { numRuns: 60, seed: 3 },
    );
  });

  it("is JSON within JSON where the text is that", async () => {
    const args = `{"to":"${FIRST}","note":"${"n".repeat(LONG)}","key":"${SECOND}"}`;
    const content = contentOf(await restoreAnswer(bodyOf(args), restore));
    expect(JSON.parse(String(content))).toMatchObject({ to: 'a"b@example.org', key: "k\\1😀" });
  });

  it("keeps every byte where nothing is to be put back, and takes its work in steps", () => {
    const body = bodyOf(`[EMAIL_9] ${"words [1] ".repeat(1_000)}`);
    expect(atOnce(restoreSteps(body, restore))).toBe(body);
    const steps = restoreSteps(bodyOf(`${FIRST} words `.repeat(40_000)), restore);
    let count = 0;
    while (steps.next().done !== true) count += 1;
    expect(count).toBeGreaterThan(5);
  });
});

describe("an answer with more in it than a record can hold", () => {
  it("is changed throughout, and told in as many findings as are kept", () => {
    const policy = outputPolicy(FirewallOutput.parse({ pii: "redact" }), { rules: null, echo: null });
    const screening = { requestId: "r", policy, acts: true, placeholders: new Placeholders(), restore: null };
    const text = Array.from({ length: 5_000 }, (_, index) => `a${index}@example.org`).join(" ");
    const { body, findings } = atOnce(answerSteps(screening, bodyOf(text)));
    expect(body.toString()).not.toContain("@");
    expect(body.toString()).toContain("[EMAIL_5000]");
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.length).toBeLessThan(5_000);
  });
});
