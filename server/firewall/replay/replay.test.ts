import { describe, expect, it } from "vitest";
import { DEFAULT_FIREWALL_SETTINGS, FirewallOutput } from "@/server/contracts/firewall";
import { findPrivate } from "../find-private";
import { replayRecord } from "./replay-record";
import { patternOf, withStandIns } from "./stand-ins";

const KINDS = [
  ...[
    "EMAIL",
    "PHONE",
    "CREDIT_CARD",
    "IBAN",
    "US_SSN",
    "IP_ADDRESS",
    "BR_CPF",
    "BR_CNPJ",
    "UK_NINO",
    "SECRET",
  ],
];
const record = (content: string, answer?: string) => ({
  endpoint: "chat",
  requestBody: JSON.stringify({ messages: [{ role: "user", content }] }),
  responseBody: answer === undefined ? null : JSON.stringify({ choices: [{ message: { content: answer } }] }),
});
const replay = (stored: Parameters<typeof replayRecord>[0], settings = {}) =>
  replayRecord(
    stored,
    { settings: { ...DEFAULT_FIREWALL_SETTINGS, ...settings }, planId: "pro", allow: null },
    () => null,
  );

describe("a stored text", () => {
  it.each(KINDS)("with a placeholder for %s is read as one with such a thing in it", (kind) => {
    for (const placeholder of [`[${kind}]`, `[${kind}_12]`]) {
      const text = withStandIns(`Here it is: ${placeholder}, as agreed.`);
      expect(findPrivate(text).map((finding) => finding.kind)).toEqual([kind]);
    }
    expect(JSON.parse(withStandIns(JSON.stringify({ text: `[${kind}]` })))).not.toEqual({
      text: `[${kind}]`,
    });
  });

  it("that only looks like one stays", () => {
    expect(withStandIns("[RULE_1] [NAME] [email]")).toBe("[RULE_1] [NAME] [email]");
  });

  it("becomes a pattern that other values match as well", () => {
    const pattern = new RegExp(`^${patternOf("Say (hello) to [EMAIL_1], or call [PHONE].")}$`, "u");
    expect(pattern.test("Say (hello) to max@example.com, or call +49 30 1234567.")).toBe(true);
    expect(pattern.test("Say (hello) to everybody, or call +49 30 1234567.")).toBe(false);
  });
});

describe("a replayed record", () => {
  it("gets what the policy says of its request and its answer", async () => {
    const stored = record("mail [EMAIL] please", "the key is [SECRET_1]");
    expect(await replay(stored, { pii: "off" })).toMatchObject({ verdict: "flag" });
    expect(await replay(stored, { pii: "redact" })).toMatchObject({
      verdict: "redacted",
      findings: [
        { category: "pii", detector: "email", path: "messages.0.content", action: "redacted" },
        { category: "secrets", path: "answer.choices.0.message.content", action: "observed" },
      ],
    });
    const output = FirewallOutput.parse({ secrets: "block" });
    expect(await replay(stored, { pii: "redact", output })).toMatchObject({ verdict: "blocked" });
    // What is stopped has no answer.
    expect((await replay(stored, { pii: "block", output }))?.findings).toHaveLength(1);
  });

  it("is none where nothing is stored or it is no JSON", async () => {
    expect(await replay({ endpoint: "chat", requestBody: null, responseBody: null })).toBeNull();
    expect(await replay({ endpoint: "chat", requestBody: "{", responseBody: null })).toBeNull();
    expect(await replay({ endpoint: "files", requestBody: "{}", responseBody: null })).toBeNull();
  });
});
