import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { PROVIDER_CATALOG } from "@/server/contracts/provider-catalog";
import { PROVIDER_ALIASES, PROVIDERS } from "@/server/contracts/provider-table";
import type { Provider } from "@/server/contracts/provider-types";
import { upstreamUrl } from "@/server/contracts/provider-url";
import { eventEnd, SseSplitter } from "../stream/sse-events";
import { headWithBody } from "../upstream/head-with-body";
import { isAnswer, judgeAnswer } from "../upstream/judge-answer";
import { readRetryAfter } from "../upstream/read-retry-after";
import { nextStep, retryAfterMs } from "../upstream/retry-policy";
import type { WireContext } from "../wires/wire";
import { wireFor } from "../wires/wire-for";
import { readErrorMessage } from "./read-error";

const Tokens = z.number().nullable();
const Usage = z.object({
  inputTokens: Tokens,
  cachedInputTokens: Tokens,
  cacheWriteTokens: Tokens,
  hourCacheWriteTokens: Tokens.optional(),
  outputTokens: Tokens,
  reasoningTokens: Tokens,
  statedCostMicroUsd: z.number().optional(),
});
const Failure = z.object({
  status: z.number(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.json(),
});
const Fixture = z.object({
  chat: z.json(),
  toolCall: z.json(),
  stream: z.string(),
  toolCallStream: z.string(),
  error: Failure,
  rateLimit: Failure,
  authFailure: Failure,
  expected: z.object({
    model: z.string(),
    usage: Usage,
    streamUsage: Usage,
    errorMessage: z.string(),
    rateLimitMessage: z.string(),
    retryAfterSeconds: z.number().nullable(),
    authFailureMessage: z.string(),
  }),
});

const NOW_MS = Date.parse("2026-11-26T10:00:00Z");
const EXAMPLES: Readonly<Record<string, string>> = {
  account: "023e105f4ecef8ad9ca31a8372d0c353",
  region: "eu-west-1",
  project: "my-project-123",
  location: "global",
};
const TEXT = "Tides follow the moon — São João 🌊.";

function fixtureOf(id: string): z.infer<typeof Fixture> {
  const file = path.join(import.meta.dirname, "fixtures", `${id}.json`);
  return Fixture.parse(JSON.parse(readFileSync(file, "utf8")));
}

function contextOf(provider: Provider): WireContext {
  return { requestId: "a-b", request: {}, provider, model: "a-model" };
}

/** Reads a stream as the gateway does for a caller of chat, from pieces of a given size. */
function readStream(provider: Provider, stream: string, pieceBytes: number) {
  const bytes = Buffer.from(stream);
  const splitter = new SseSplitter();
  const context = contextOf(provider);
  const wire = wireFor("chat", context);
  const options = { wantsUsage: true, keepsText: true, extendUsage: () => ({}) };
  const reading = wire.openReading(options, context);
  const verdicts = new Set<string>();
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    const whole = splitter.push(bytes.subarray(start, start + pieceBytes)) ?? Buffer.alloc(0);
    for (let at = 0, end = 0; at < whole.length; at = end) {
      end = eventEnd(whole, at);
      verdicts.add(reading.read(whole.subarray(at, end)).kind);
    }
  }
  return {
    completion: JSON.parse(JSON.stringify(reading.transcript?.toCompletion("id", null))),
    usage: wire.readUsage(provider, reading.usage),
    isDone: verdicts.has("done") && !verdicts.has("error"),
  };
}

/** A refusal as the gateway sees it, its wait and its kind read from headers and body. */
function headOf({ status, headers = {}, body }: z.infer<typeof Failure>) {
  const retryAfter = readRetryAfter(headers, status, NOW_MS);
  const head = { status, contentType: "application/json", contentEncoding: "", retryAfter };
  return headWithBody(head, Buffer.from(JSON.stringify(body)));
}

function stepAfter(failure: z.infer<typeof Failure>) {
  const { status, retryAfter } = headOf(failure);
  const outcome = { outcome: "http_error", message: "" } as const;
  return nextStep({
    failure: outcome,
    status,
    retryAfter,
    retries: null,
    tries: 1,
    hasNext: true,
    random: 0,
  });
}

/** Those whose chat is another wire have their own contract test beside that wire. */
const CHAT_PROVIDERS = Object.values(PROVIDERS).filter(({ paths }) => paths.converse === null);

describe.each(CHAT_PROVIDERS)("$id", (provider) => {
  const fixture = fixtureOf(provider.id);
  const context = contextOf(provider);
  const wire = wireFor("chat", context);

  it("has an address that is https and complete, or says that the customer names it", () => {
    const baseUrl = provider.needsBaseUrl ? "https://llm.example.com" : null;
    const settings = Object.fromEntries(provider.settings.map((one) => [one.name, EXAMPLES[one.name]]));
    const target = { endpoint: wire.endpoint, model: "m", isStream: false };
    const url = upstreamUrl(provider, target, { baseUrl, settings });
    if (provider.isSandbox) expect(url).toBeNull();
    else expect(url).toMatch(/^https:\/\/[a-z0-9.-]+(\/[\w.-]+)*\/(chat\/completions|messages)$/);
    expect(provider.baseUrl === null).toBe(provider.needsBaseUrl || provider.isSandbox);
  });

  it("has its whole answer, model and usage read", () => {
    const answer = judgeAnswer(wire.endpoint, Buffer.from(JSON.stringify(fixture.chat)));
    if (!isAnswer(answer)) throw new Error(answer.message);
    expect(answer).toMatchObject({ finishReason: "stop", responseModel: fixture.expected.model });
    expect(wire.readUsage(provider, answer.usage)).toEqual(fixture.expected.usage);
    const chat = wire.translateAnswer?.(answer, context) ?? answer.json;
    expect(chat).toMatchObject({ choices: [{ message: { content: TEXT }, finish_reason: "stop" }] });
  });

  it("has its tool call accepted as an answer", () => {
    const answer = judgeAnswer(wire.endpoint, Buffer.from(JSON.stringify(fixture.toolCall)));
    expect(isAnswer(answer) && answer.finishReason).toBe("tool_calls");
  });

  it.each([1, 7, 64, 100_000])("has its stream read from pieces of %i bytes", (pieceBytes) => {
    const { completion, usage, isDone } = readStream(provider, fixture.stream, pieceBytes);
    expect(completion.choices).toHaveLength(1);
    expect(completion.choices[0]).toMatchObject({ message: { content: TEXT }, finish_reason: "stop" });
    expect(usage).toEqual(fixture.expected.streamUsage);
    expect(isDone).toBe(true);
  });

  it("has a streamed tool call put together", () => {
    const { completion } = readStream(provider, fixture.toolCallStream, 50);
    const [call] = completion.choices[0].message.tool_calls;
    expect(call.function).toEqual({ name: "get_weather", arguments: '{"city":"Porto"}' });
    expect(call.id).not.toBe("");
  });

  it("has the messages of its errors found", () => {
    expect(readErrorMessage(fixture.error.body)).toBe(fixture.expected.errorMessage);
    expect(readErrorMessage(fixture.rateLimit.body)).toBe(fixture.expected.rateLimitMessage);
    expect(readErrorMessage(fixture.authFailure.body)).toBe(fixture.expected.authFailureMessage);
  });

  it("has its rate limit understood: how long to wait, and that another can be asked meanwhile", () => {
    const { status, retryAfter } = headOf(fixture.rateLimit);
    const waitMs = retryAfterMs(retryAfter, NOW_MS);
    expect([status, waitMs === null ? null : waitMs / 1_000]).toEqual([
      429,
      fixture.expected.retryAfterSeconds,
    ]);
    expect(stepAfter(fixture.rateLimit)).toEqual({ kind: "next" });
  });

  it("has a refused key told from a refused request, whatever status it is refused with", () => {
    expect([401, 403]).toContain(headOf(fixture.authFailure).status);
    expect(stepAfter(fixture.authFailure)).toEqual({ kind: "next" });
    expect(headOf(fixture.error).status).toBe(fixture.error.status);
    const isOfTheRequest = [400, 422].includes(fixture.error.status);
    expect(stepAfter(fixture.error).kind).toBe(isOfTheRequest ? "give_back" : "next");
  });
});

describe("the provider table", () => {
  it("has the same providers as the catalogue that customers see, and the sandbox", () => {
    const shown = PROVIDER_CATALOG.map(({ id, needsKey, needsBaseUrl }) => ({ id, needsKey, needsBaseUrl }));
    const known = Object.values(PROVIDERS)
      .filter(({ isSandbox }) => !isSandbox)
      .map(({ id, needsKey, needsBaseUrl }) => ({ id, needsKey, needsBaseUrl }));
    const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);
    expect(known.sort(byId)).toEqual(shown.sort(byId));
  });

  it("does not find what every object has", () => {
    expect(["constructor", "__proto__", "toString"].map((id) => PROVIDERS[id])).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("has aliases for known providers only, none of them an id itself", () => {
    for (const [alias, id] of PROVIDER_ALIASES) {
      expect(PROVIDERS[id], alias).toBeDefined();
      expect(PROVIDERS[alias]).toBeUndefined();
    }
  });
});

describe("readErrorMessage", () => {
  it.each([null, 7, "", "<html>Bad gateway</html>", {}, [], { error: {} }, { error: { message: 7 } }])(
    "finds none in %j",
    (body) => {
      expect(readErrorMessage(body)).toBeNull();
    },
  );
});
