import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactJson, redactText } from "./redact";

const redacted = (text: string): string => redactText(text).text;

/** Put together at run time, so that scanners of this repository do not take them for real ones. */
const fake = (...parts: string[]): string => parts.join("");
const random = "q7Rk2mZx9Lw4Tn8Vb3Yc6Hd1Pf5Gs0JaKeUi";

describe("redactText", () => {
  it.each([
    ["Write to ana.silva+news@mail.example.com today.", "Write to [EMAIL] today."],
    ["Call me at +44 7700 900139.", "Call me at [PHONE]."],
    ["phone (824) 555-0125 or 559-555-0127", "phone [PHONE] or [PHONE]"],
    ["Meu telefone é (21) 94051-4884", "Meu telefone é [PHONE]"],
    ["Card 4242 4242 4242 4242, thanks", "Card [CREDIT_CARD], thanks"],
    ["IBAN DE89 3704 0044 0532 0130 00.", "IBAN [IBAN]."],
    ["from 203.0.113.64 and 2001:db8::8a2e:370:7334", "from [IP_ADDRESS] and [IP_ADDRESS]"],
    ["SSN: 536-22-8726", "SSN: [US_SSN]"],
    ["CPF 529.982.247-25", "CPF [BR_CPF]"],
    ["CNPJ 11.222.333/0001-81 or 12.ABC.345/01DE-35", "CNPJ [BR_CNPJ] or [BR_CNPJ]"],
    ["NI number QQ 12 34 56 C or JA 15 54 30 C", "NI number QQ 12 34 56 C or [UK_NINO]"],
  ])("replaces personal data: %s", (text, expected) => {
    expect(redacted(text)).toBe(expected);
  });

  it.each([
    ["an OpenAI key", fake("sk-", "proj-", random)],
    ["an Anthropic key", fake("sk-", "ant-api03-", random)],
    ["one of our own keys", fake("fl_sk", "_", random, "A1")],
    ["a GitHub token", fake("gh", "p_", random)],
    ["an AWS key id", fake("AKIA", "Q7RK2MZX9LW4TN8V")],
    ["a Google key", fake("AIza", random.slice(0, 35))],
    ["a Stripe key", fake("sk_", "live_", random)],
    ["a Slack token", fake("xox", "b-123456789012-", random)],
    ["a JWT", fake("eyJhbGciOiJIUzI1NiJ9", ".eyJzdWIiOiIxMjM0NTY3ODkwIn0.", random)],
    [
      "a private key",
      fake("-----BEGIN ", "RSA PRIVATE KEY-----\n", random, "\n-----END RSA PRIVATE KEY-----"),
    ],
    ["a private key cut off", fake("-----BEGIN ", "PRIVATE KEY-----\n", random)],
  ])("replaces %s", (_, secret) => {
    expect(redacted(`use ${secret} here`)).toMatch(/^use \[SECRET\] ?(here)?$/);
  });

  it.each([
    ["password=hunter2!x", "password=[SECRET]"],
    [`Authorization: Bearer ${random}`, "Authorization: Bearer [SECRET]"],
    [`MY_API_KEY="${random}"`, 'MY_API_KEY="[SECRET]"'],
    ["postgres://app:s3cr3tpass@db.example.com/main", "postgres://app:[SECRET]@db.example.com/main"],
  ])("replaces the value and keeps the rest: %s", (text, expected) => {
    expect(redacted(text)).toBe(expected);
  });

  it.each([
    "Version 10.2.3.4-beta is out, see section 10.1.2.3",
    "git clone git@github.com:org/repo.git",
    'import x from "@scope/pkg@1.2.3"',
    "Timestamp 1716239022123, order 4929381726354, ISBN 978-3-16-148410-0",
    "Range 2000-01-01 to 2010-12-31, score 192-168",
    "commit 60b00b7c59614bc27a91005dbb91b7a90c5fb8c1",
    "UUID 6f1c2b9a-0d4e-4c3b-9f7a-2b8f6d1e0c55 not found",
    'api_key = os.environ["API_KEY"]',
    "postgres://user:password@localhost:5432/db",
    "fn std::collections::HashMap at 10:30:45",
    "AKIAIOSFODNN7EXAMPLE is the key from the AWS docs",
    "the sk-learn-compatible-estimator-interface of scikit",
  ])("leaves look-alikes alone: %s", (text) => {
    expect(redacted(text)).toBe(text);
  });

  it("reports what was found by its place in the original", () => {
    const text = "😀 mail a.b@example.org and 4242424242424242";
    const found = redactText(text).findings.map(({ kind, start, end }) => [kind, text.slice(start, end)]);
    expect(found).toEqual([
      ["EMAIL", "a.b@example.org"],
      ["CREDIT_CARD", "4242424242424242"],
    ]);
  });

  it("changes nothing more when it is run on its own output, whatever surrounds the data", () => {
    const value = fc.constantFrom(
      "a.b@example.org",
      "4242424242424242",
      "+44 7700 900139",
      "DE89370400440532013000",
      "529.982.247-25",
      "203.0.113.64",
      "password=hunter2!x",
      fake("sk-", "proj-", random),
      "phone 555 123 4567",
    );
    const around = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string(),
      fc.constantFrom(" ", "", ",", "=", "\n", "1"),
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(value, around), { maxLength: 12 }), (parts) => {
        const once = redacted(parts.join(""));
        expect(redacted(once)).toBe(once);
      }),
      { numRuns: 2_000, seed: 7 },
    );
  });

  it.each([
    "1",
    "1 ",
    "a@",
    "@a.",
    "password=",
    "://a:",
    "+1(",
    "phone ",
    "a:",
    "DE89 ",
    "(0) ",
    "call me at ",
    "-----BEGIN PRIVATE KEY-----",
    "eyJaaaaaaaaa.",
    "sk-",
    "bearer ",
    "1.",
  ])("gets through a megabyte of %j", (unit) => {
    const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
    expect(redactText(text).text.length).toBeGreaterThan(0);
  });
});

describe("keys right behind each other", () => {
  it("are all replaced, however many there are", () => {
    const key = ["AKIA", "Q7RK2MZX9LW4TN8V"].join("");
    const { text } = redactText(`first ${key.repeat(40)} last`);
    expect(text).not.toContain("AKIA");
    expect(redactText(text).text).toBe(text);
  });
});

describe("redactJson", () => {
  it("redacts every string at any depth, and leaves names, numbers and structure", () => {
    const input = { a: ["x@example.org", 4242424242424242, { "y@example.org": null, n: 1.5 }], b: true };
    expect(redactJson(input)).toEqual({
      value: { a: ["[EMAIL]", 4242424242424242, { "y@example.org": null, n: 1.5 }], b: true },
      counts: { EMAIL: 1 },
    });
    expect(input.a[0]).toBe("x@example.org");
  });

  it("takes the name of a field as a sign of what it holds", () => {
    const { value } = redactJson({
      password: "abc",
      db_password: "abc",
      max_tokens: "abc",
      headers: { authorization: "x" },
    });
    expect(value).toEqual({
      password: "[SECRET]",
      db_password: "[SECRET]",
      max_tokens: "abc",
      headers: { authorization: "[SECRET]" },
    });
  });

  it("keeps a field called __proto__ a plain field", () => {
    const { value } = redactJson(JSON.parse('{"__proto__":{"admin":true},"a":"b"}'));
    expect(JSON.stringify(value)).toBe('{"__proto__":{"admin":true},"a":"b"}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});
