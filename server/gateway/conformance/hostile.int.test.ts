import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { PROVIDERS } from "@/server/contracts/provider-table";
import { eventually } from "@/server/testing/eventually";
import {
  connectTestProvider,
  createGatewayTenant,
  type GatewayTenant,
} from "@/server/testing/gateway-tenant";
import { Presence } from "../presence";
import { isStream } from "../types";
import { FakeUpstream } from "./fake-upstream";
import { type Harness, startHarness } from "./harness";
import { type HostileAnswer, hostileStream, hostileWhole, send } from "./hostile-answers";
import { hostileRequest } from "./hostile-bodies";

const SEED = 20_261_126;
const AT_ONCE = 20;
const REQUESTS = 50;
const ANSWERS = 30;
const TIMEOUT_MS = 120_000;

/** Each kind of provider: a name that a model must have to reach it, and good answers of its own to be spoilt. */
const TARGETS = {
  chat: { prefix: "custom/m-", golden: /-to-chat-/, whole: chatAnswer() },
  messages: {
    prefix: "anthropic/claude-sonnet-4-5-",
    golden: /-to-messages-/,
    whole: goldenAnswer(/^chat-to-messages-thinking/),
  },
  responses: {
    prefix: "openai/gpt-5-pro-",
    golden: /-to-responses-/,
    whole: goldenAnswer(/^chat-to-responses-/),
  },
} as const;
const CALLERS = {
  chat: "/v1/chat/completions",
  messages: "/v1/messages",
  responses: "/v1/responses",
} as const;
type Format = keyof typeof CALLERS;
const FORMATS: readonly Format[] = ["chat", "messages", "responses"];
const PAIRS = FORMATS.flatMap((caller) => FORMATS.map((target) => ({ caller, target })));

let harness: Harness;
let tenant: GatewayTenant;
let upstream: FakeUpstream;
let models = 0;

beforeAll(async () => {
  upstream = await new FakeUpstream().start();
  const { anthropic, openai } = PROVIDERS;
  if (anthropic === undefined || openai === undefined) throw new Error("no such provider");
  for (const provider of [anthropic, openai]) provider.baseUrl = upstream.baseUrl;
  tenant = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
  await connectTestProvider(tenant, "anthropic", "sk-ant-test");
  await connectTestProvider(tenant, "openai", "sk-test");
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  upstream.close();
});

function goldens(file: RegExp): Record<string, unknown>[] {
  const folder = path.join(import.meta.dirname, "../wires/fixtures");
  const files = readdirSync(folder).filter((name) => file.test(name));
  return files.map((name) => JSON.parse(readFileSync(path.join(folder, name), "utf8")));
}

function goldenAnswer(file: RegExp): string {
  const wholes = goldens(file).map(({ whole }) => z.object({ answer: z.unknown() }).parse(whole));
  return JSON.stringify(wholes[0]?.answer);
}

function chatAnswer(): string {
  return JSON.stringify({
    id: "c",
    object: "chat.completion",
    model: "m-1",
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: "Hm.",
          reasoning_content: "x",
          tool_calls: [{ id: "t", type: "function", function: { name: "f", arguments: '{"a":1}' } }],
        },
        finish_reason: "tool_calls",
      },
    ],
    usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
  });
}

interface Seen {
  id: string;
  status: number;
  text: string;
  isStream: boolean;
}

/** One request through the gateway, in this process. */
async function ask(caller: Format, body: string): Promise<Seen> {
  const response = await harness.gateway.handle({
    method: "POST",
    path: CALLERS[caller],
    query: "",
    headers: { authorization: `Bearer ${tenant.apiKey}`, "content-type": "application/json" },
    readBody: async () => Buffer.from(body),
    openBody: async function* () {},
    remoteAddress: "127.0.0.1",
    presence: new Presence(),
  });
  const { status, headers } = response;
  const id = headers["x-request-id"] ?? "";
  if (!isStream(response.body)) return { id, status, text: response.body.toString(), isStream: false };
  const chunks: Buffer[] = [];
  await response.body.pipe({
    write: (chunk) => chunks.push(Buffer.from(chunk)) > 0,
    drained: async () => {},
  });
  return { id, status, text: Buffer.concat(chunks).toString(), isStream: true };
}

const Whole: Readonly<Record<Format, unknown>> = {
  chat: { choices: expect.arrayContaining([expect.objectContaining({ message: expect.any(Object) })]) },
  messages: { type: "message", content: expect.any(Array), stop_reason: expect.any(String) },
  responses: { object: "response", output: expect.any(Array), status: expect.any(String) },
};
const ENDINGS: Readonly<Record<Format, RegExp>> = {
  chat: /^data: ?\[DONE\]\s*$/,
  messages: /"type":\s*"message_stop"/,
  responses: /"type":\s*"response\.(completed|incomplete)"/,
};

/** An answer of the caller's format, or an error that says what it is. */
function check(caller: Format, { status, text, isStream }: Seen): void {
  if (isStream) {
    const last =
      text
        .trimEnd()
        .split(/\r?\n\r?\n/)
        .at(-1) ?? "";
    const isError = /"error":\s*\{/.test(last);
    expect(isError || ENDINGS[caller].test(last), last).toBe(true);
    return;
  }
  const json = JSON.parse(text);
  if (status === 200) expect(json).toMatchObject(Whole[caller] as object);
  else expect(json).toMatchObject({ error: { message: expect.any(String) } });
}

/** All samples, some at a time; a failed one is shown with what led to it. */
async function each<T>(
  samples: readonly T[],
  run: (sample: T) => Promise<Seen>,
  caller: Format,
): Promise<void> {
  const ids: string[] = [];
  for (let at = 0; at < samples.length; at += AT_ONCE) {
    const some = samples.slice(at, at + AT_ONCE);
    const seen = await Promise.all(some.map(run));
    for (const [index, one] of seen.entries()) {
      try {
        check(caller, one);
      } catch (thrown) {
        throw new Error(`${JSON.stringify(some[index]).slice(0, 2_000)}\n${one.text.slice(0, 2_000)}`, {
          cause: thrown,
        });
      }
      ids.push(one.id);
    }
  }
  expect(new Set(ids).size).toBe(samples.length);
  const sent = ids.sort();
  await eventually(async () => {
    const recorded = (await harness.recordsOf(tenant.orgId)).map(({ id }) => id);
    expect(recorded.filter((id) => sent.includes(id)).sort()).toEqual(sent);
  });
}

function nextModel(target: Format): { asked: string; sent: string } {
  models += 1;
  const asked = `${TARGETS[target].prefix}${models}`;
  return { asked, sent: asked.slice(asked.indexOf("/") + 1) };
}

describe.each(PAIRS)("$caller to a provider of $target", ({ caller, target }) => {
  it(
    "answers any request with an answer or a typed error, and one record",
    async () => {
      const samples = fc.sample(hostileRequest(caller === "responses" ? "input" : "messages"), {
        seed: SEED,
        numRuns: REQUESTS,
      });
      const { whole, golden } = TARGETS[target];
      const stream = String(goldens(golden)[0]?.stream);
      const run = (text: string): Promise<Seen> => {
        const { asked, sent } = nextModel(target);
        upstream.on(sent, (res, call) => {
          const isStreamed = JSON.parse(call.body).stream === true;
          const type = isStreamed ? "text/event-stream" : "application/json";
          res.writeHead(200, { "content-type": type }).end(isStreamed ? stream : whole);
        });
        return ask(caller, text.replaceAll("MODEL", asked));
      };
      await each(samples, run, caller);
    },
    TIMEOUT_MS,
  );

  it(
    "takes any answer for what it is, and keeps one record",
    async () => {
      const { whole, golden } = TARGETS[target];
      const streams = goldens(golden).map(({ stream }) => hostileStream(String(stream)));
      const samples = [
        ...fc
          .sample(fc.oneof(...streams), { seed: SEED, numRuns: ANSWERS })
          .map((answer) => ({ answer, stream: true })),
        ...fc
          .sample(hostileWhole(whole), { seed: SEED, numRuns: ANSWERS })
          .map((answer) => ({ answer, stream: false })),
      ];
      const run = ({ answer, stream }: { answer: HostileAnswer; stream: boolean }): Promise<Seen> => {
        const { asked, sent } = nextModel(target);
        upstream.on(sent, (res) => send(res, answer));
        const messages = [{ role: "user", content: "hi" }];
        return ask(
          caller,
          JSON.stringify({
            model: asked,
            stream,
            ...(caller === "responses" ? { input: messages } : { messages, max_tokens: 50 }),
          }),
        );
      };
      await each(samples, run, caller);
    },
    TIMEOUT_MS,
  );
});
