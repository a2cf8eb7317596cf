import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseObject } from "../json-value";
import { resolveScope } from "../stages/resolve-scope";
import { testCaller, testConnection, testProject, testRoute } from "../stages/test-caller";
import type { HeaderMap } from "../types";
import { cacheKey, holdsProviderState } from "./cache-key";
import { readCacheWish } from "./cache-wish";
import { canonicalJson } from "./canonical-json";

type Over = Parameters<typeof testCaller>[0] & { headers?: HeaderMap; endpoint?: "chat" | "messages" };

const BODY = { model: "m", temperature: 0.5, messages: [{ role: "user", content: "hi" }] };

function keyOf(body: unknown, { headers = {}, endpoint = "chat", ...over }: Over = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const json = parseObject(text) ?? {};
  const caller = testCaller(over);
  const all = { "floopy-cache": "exact", ...headers };
  const scope = resolveScope(caller, all, Buffer.alloc(32));
  const wish = readCacheWish(caller, scope, all);
  if (wish === null) throw new Error("no wish");
  const model = String(json.model);
  const bytes = Buffer.from(text);
  const input = { bytes, json, model, modelRange: { start: 0, end: 0 }, isStream: false, wantsUsage: false };
  return cacheKey({ caller, scope, endpoint, body: input, headers: all, wish, hashKey: Buffer.alloc(32, 7) });
}
const nameOf = (body: unknown, over: Over = {}): string | undefined => keyOf(body, over)?.slot.name;

/** Members of bodies that are part of the question. */
const member = fc.constantFrom("temperature", "top_p", "seed", "tools", "response_format", "x", "stop", "n");
const value = fc.jsonValue({ maxDepth: 3 });

/** The same value, its members in another order, with spaces. */
function shuffled(input: unknown): unknown {
  if (Array.isArray(input)) return input.map(shuffled);
  if (typeof input !== "object" || input === null) return input;
  return Object.fromEntries(
    Object.entries(input)
      .reverse()
      .map(([name, inner]) => [name, shuffled(inner)]),
  );
}

describe("the name of an answer", () => {
  it("does not depend on the order of members or on spaces", () => {
    fc.assert(
      fc.property(member, value, (name, inner) => {
        fc.pre(!canonicalJson(inner).isLossy);
        const body = { ...BODY, [name]: inner };
        expect(nameOf(JSON.stringify(shuffled(body), null, 3))).toBe(nameOf(body));
      }),
    );
  });

  it("changes with every parameter, whatever its value", () => {
    fc.assert(
      fc.property(member, value, value, (name, before, after) => {
        fc.pre(canonicalJson(before).text !== canonicalJson(after).text);
        const [left, right] = [
          { ...BODY, [name]: before },
          { ...BODY, [name]: after },
        ];
        expect(nameOf(left)).not.toBe(nameOf(right));
      }),
    );
  });

  it("tells whole numbers apart that JavaScript reads as one", () => {
    const withSeed = (seed: string): string =>
      `{"model":"m","seed":${seed},"messages":[{"role":"user","content":"hi"}]}`;
    expect(nameOf(withSeed("9007199254740993"))).not.toBe(nameOf(withSeed("9007199254740992")));
    expect(nameOf(withSeed("1e999"))).not.toBe(nameOf(withSeed("null")));
  });

  it("leaves out who asks and how the answer is sent, and no more", () => {
    const over = {
      user: "u",
      metadata: { trace: "1" },
      stream: true,
      stream_options: { include_usage: true },
    };
    expect(nameOf({ ...BODY, ...over })).toBe(nameOf(BODY));
    expect(nameOf({ ...BODY, messages: [{ role: "user", content: "hi", user: "u" }] })).not.toBe(
      nameOf(BODY),
    );
  });

  it("leaves out the paths that the request names, only for requests that name the same", () => {
    const ignoring = { headers: { "floopy-cache-ignore-keys": "trace.id, messages.*.name" } };
    const body = (id: string, name: string) => ({
      ...BODY,
      trace: { id, kind: "k" },
      messages: [{ role: "user", content: "hi", name }],
    });
    expect(nameOf(body("1", "ann"), ignoring)).toBe(nameOf(body("2", "bob"), ignoring));
    expect(nameOf({ ...body("1", "ann"), trace: { id: "1", kind: "other" } }, ignoring)).not.toBe(
      nameOf(body("1", "ann"), ignoring),
    );
    const bare = { ...BODY, trace: { kind: "k" } };
    expect(nameOf(bare)).not.toBe(nameOf(bare, ignoring));
  });

  it.each<[string, Over]>([
    ["organisation", { key: { orgId: "org_2" }, org: { orgId: "org_2" } }],
    ["project", { key: { projectId: "prj_2" } }],
    ["allowed models of the key", { key: { allowedModels: ["m"] } }],
    ["permissions of the key", { key: { permissions: ["write"] } }],
    ["seed", { headers: { "floopy-cache-seed": "s" } }],
    ["fallback models", { headers: { "floopy-fallback": "other" } }],
    ["provider", { headers: { "floopy-provider": "openai" } }],
    ["beta headers", { headers: { "anthropic-beta": "b" } }],
    ["firewall header", { headers: { "floopy-firewall": "off" } }],
    ["prompt version", { headers: { "floopy-prompt-version": "2" } }],
    ["format", { endpoint: "messages" }],
    ["provider keys", { org: { connections: [testConnection()] } }],
    ["address of a provider", { org: { connections: [testConnection({ baseUrl: "https://other" })] } }],
    ["firewall policies", { org: { projects: [testProject({ firewallVersion: "pol:2:0;" })] } }],
    [
      "generation",
      { org: { projects: [testProject({ cache: { ...testProject().cache, generation: 1 } })] } },
    ],
  ])("changes with the %s", (_, over) => {
    expect(nameOf(BODY, over)).toBeDefined();
    expect(nameOf(BODY, over)).not.toBe(nameOf(BODY));
  });

  it("is the same for two keys that may do the same", () => {
    expect(nameOf(BODY, { key: { id: "key_2", permissions: ["write", "read"] } })).toBe(nameOf(BODY));
  });

  it("changes with the candidates of the route that is asked, and is none for a route that does not exist", () => {
    const asked = { ...BODY, model: "auto" };
    const withRoute = (models: string[]): Over => ({ org: { routes: [testRoute(models)] } });
    const name = nameOf(asked, withRoute(["openai/a", "openai/b"]));
    expect(name).toBeDefined();
    expect(nameOf(asked, withRoute(["openai/a", "openai/c"]))).not.toBe(name);
    expect(nameOf({ ...BODY, model: "route:auto" }, withRoute(["openai/a", "openai/b"]))).toBe(name);
    expect(keyOf(asked)).toBeNull();
  });

  it("belongs to one end user where the project says so, and is none without one", () => {
    const cache = { ...testProject().cache, isPerUser: true };
    const of = (headers: HeaderMap, body: unknown = BODY) =>
      nameOf(body, { headers, org: { projects: [testProject({ cache })] } });
    expect(of({ "floopy-user-id": "a" })).not.toBe(of({ "floopy-user-id": "b" }));
    expect(of({}, { ...BODY, user: "a" })).not.toBe(of({}, { ...BODY, user: "b" }));
    expect(of({})).toBeUndefined();
  });
});

describe("questions that are compared", () => {
  const semantic: Over = {
    headers: { "floopy-cache": "semantic" },
    org: {
      planId: "pro",
      projects: [testProject({ cache: { ...testProject().cache, embeddingModel: "sandbox/embed" } })],
    },
  };
  const said = (...contents: unknown[]) => ({
    model: "m",
    messages: contents.map((content) => ({ role: "user", content })),
  });
  const context = (body: unknown): string | undefined => keyOf(body, semantic)?.semantic?.slot.name;

  it("share a context only when all but the last words is equal", () => {
    expect(context(said("before", "one"))).toBe(context(said("before", "two")));
    expect(context(said("before", "one"))).not.toBe(context(said("after", "one")));
    expect(context({ ...said("one"), temperature: 1 })).not.toBe(context(said("one")));
    expect(context(said("one"))).not.toBe(keyOf(said("one"), semantic)?.slot.name);
  });

  it.each([
    ["offers tools", { ...said("one"), tools: [{ type: "function" }] }],
    ["ends with a tool's result", { model: "m", messages: [{ role: "tool", content: "4" }] }],
    ["holds an image", said([{ type: "image_url", image_url: { url: "data:" } }])],
    ["holds a result", said([{ type: "tool_result", content: "4" }])],
    ["says nothing", said(" ")],
    ["is very long", said("x".repeat(8_001))],
  ])("are none where the last turn %s", (_, body) => {
    expect(keyOf(body, semantic)?.semantic).toBeNull();
  });
});

describe("what lives at the provider", () => {
  it.each([
    { store: true },
    { previous_response_id: "resp_1" },
    { conversation: "c" },
    { container: "c" },
    { background: true },
    { modalities: ["text", "audio"] },
    { messages: [{ role: "assistant", audio: { id: "a" } }] },
  ])("is not cached: %j", (over) => {
    expect(holdsProviderState({ ...BODY, ...over })).toBe(true);
    expect(holdsProviderState({ ...BODY, store: false, audio: null })).toBe(false);
  });
});
