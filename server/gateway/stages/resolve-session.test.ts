import { describe, expect, it } from "vitest";
import { resolveSession, type SessionInput } from "./resolve-session";

const MESSAGES = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "Hello" },
];

const sessionOf = (
  headers: Record<string, string>,
  json: Record<string, unknown> = {},
  over: Partial<SessionInput> = {},
) =>
  resolveSession({
    requestId: "req",
    orgId: "org_1",
    projectId: "prj_1",
    endUserId: null,
    endpoint: "chat",
    continuedSessionId: null,
    hashKey: Buffer.alloc(32, 3),
    headers,
    json,
    ...over,
  });

describe("resolveSession", () => {
  it("goes by the first of its rules that gives an id", () => {
    const headers = { "floopy-session-id": "h", "helicone-session-id": "l", "x-session-id": "x" };
    const json = { prompt_cache_key: "p", metadata: { user_id: "m" }, messages: MESSAGES };
    expect(sessionOf(headers, json)).toEqual({ id: "h", source: "header" });
    expect(sessionOf({ "helicone-session-id": "l", "x-session-id": "x" }, json)).toEqual({
      id: "l",
      source: "header",
    });
    expect(sessionOf({ "x-session-id": "x" }, json)).toEqual({ id: "x", source: "x-session-id" });
    expect(sessionOf({}, json)).toEqual({ id: "p", source: "prompt_cache_key" });
    expect(sessionOf({}, { ...json, prompt_cache_key: 7 })).toEqual({ id: "m", source: "metadata" });
    expect(sessionOf({}, { messages: MESSAGES }).source).toBe("derived");
    const instructed = sessionOf({}, { system: "Be brief.", messages: MESSAGES });
    expect(instructed.source).toBe("derived");
    expect(instructed.id).not.toBe(sessionOf({}, { messages: MESSAGES }).id);
    expect(sessionOf({}, { input: "x" })).toEqual({ id: "req", source: "request" });
  });

  it("stays the same while a conversation grows, and differs by prompt, user, project and tenant", () => {
    const first = sessionOf({}, { messages: MESSAGES }).id;
    const later = [...MESSAGES, { role: "assistant", content: "Hi" }, { role: "user", content: "More" }];
    expect(sessionOf({}, { messages: later }).id).toBe(first);
    const others = [
      sessionOf({}, { messages: [{ role: "user", content: "Hello" }] }),
      sessionOf({}, { messages: MESSAGES, user: "u" }),
      sessionOf({}, { messages: MESSAGES }, { projectId: "prj_2" }),
      sessionOf({}, { messages: MESSAGES }, { orgId: "org_2" }),
    ];
    expect(new Set([first, ...others.map(({ id }) => id)]).size).toBe(5);
  });

  it("takes the start of a Responses conversation as that of any other, but no text to embed", () => {
    const of = (json: Record<string, unknown>, over: Partial<SessionInput> = {}) =>
      sessionOf({}, json, { endpoint: "responses", ...over });
    const first = of({ instructions: "Be brief.", input: "Hello" });
    expect(first.source).toBe("derived");
    const items = [
      { role: "user", content: "Hello" },
      { type: "function_call", name: "f" },
    ];
    expect(of({ instructions: "Be brief.", input: items })).toEqual(first);
    expect(of({ input: "Hello" }).id).not.toBe(first.id);
    expect(sessionOf({}, { input: "Hello" }, { endpoint: "embeddings" }).source).toBe("request");
  });

  it("goes on with the session of what a provider keeps, where the caller names none", () => {
    const of = (json: Record<string, unknown>, over: Partial<SessionInput> = {}) =>
      sessionOf({}, { input: "More", ...json }, { endpoint: "responses", ...over });
    expect(of({ previous_response_id: "resp_1" }, { continuedSessionId: "s" })).toEqual({
      id: "s",
      source: "previous_response",
    });
    expect(of({ previous_response_id: "resp_1" })).toEqual({ id: "resp_1", source: "previous_response" });
    expect(of({ conversation: "conv_1" })).toEqual({ id: "conv_1", source: "conversation" });
    expect(of({ conversation: { id: "conv_1" } })).toEqual({ id: "conv_1", source: "conversation" });
    const named = { prompt_cache_key: "p", previous_response_id: "resp_1" };
    expect(of(named, { continuedSessionId: "s" }).source).toBe("prompt_cache_key");
  });

  it("refuses a named id that is too long or unprintable, and hashes ids made for something else", () => {
    for (const id of ["", "x".repeat(129), "a\tb", "é"]) {
      expect(() => sessionOf({ "floopy-session-id": id })).toThrow("printable");
    }
    const long = sessionOf({}, { prompt_cache_key: "x\n".repeat(200) });
    expect(long).toMatchObject({
      source: "prompt_cache_key",
      id: expect.stringMatching(/^ses_[0-9a-f]{32}$/),
    });
  });
});
