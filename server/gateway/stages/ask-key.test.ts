import { describe, expect, it } from "vitest";
import { type AskInput, askKey } from "./ask-key";
import type { SessionSource } from "./resolve-session";

const QUESTION = "How do I cancel my subscription?";
const user = (content: unknown) => ({ role: "user", content });
const said = (content: string) => ({ role: "assistant", content });

function keyOf(json: object, over: Partial<AskInput> & { source?: SessionSource; sessionId?: string } = {}) {
  const { source = "header", sessionId = "chat-1", ...more } = over;
  return askKey({
    ...{ orgId: "org_1", projectId: "prj_1", endUserId: null, headers: {}, json: { ...json } },
    ...{ session: { id: sessionId, source }, hashKey: Buffer.alloc(32, 5) },
    ...more,
  });
}
const chat = (...messages: object[]) => ({ messages });
const FIRST = keyOf(chat(user(QUESTION)));

describe("askKey", () => {
  it("is the same for the same question in other case, spacing and punctuation, with or without the answer between", () => {
    expect(FIRST).toMatch(/^[0-9a-f]{16}$/);
    expect(keyOf(chat(user("how do I cancel  my subscription??")))).toBe(FIRST);
    expect(keyOf(chat(user(QUESTION), said("You cannot."), user(QUESTION)))).toBe(FIRST);
    expect(keyOf({ input: QUESTION })).toBe(FIRST);
    expect(keyOf(chat(user([{ type: "text", text: QUESTION }])))).toBe(FIRST);
  });

  it("differs by question, session, project, organisation and installation", () => {
    const others = [
      keyOf(chat(user("How do I renew my subscription?"))),
      keyOf(chat(user(QUESTION)), { sessionId: "chat-2" }),
      keyOf(chat(user(QUESTION)), { projectId: "prj_2" }),
      keyOf(chat(user(QUESTION)), { orgId: "org_2" }),
      keyOf(chat(user(QUESTION)), { hashKey: Buffer.alloc(32, 6) }),
    ];
    expect(new Set([FIRST, ...others]).size).toBe(6);
    const sum = (sign: string) => keyOf(chat(user(`How much is 1024 ${sign} 48, please?`)));
    expect(sum("+")).not.toBe(sum("="));
  });

  it("differs where a program asks the same words for another end or about another text", () => {
    const titled = chat({ role: "system", content: "Give this chat a title." }, user(QUESTION));
    const answered = chat({ role: "system", content: "You help customers." }, user(QUESTION));
    expect(keyOf(titled)).not.toBe(keyOf(answered));
    expect(keyOf({ ...chat(user(QUESTION)), system: "Give this chat a title." })).not.toBe(FIRST);
    const about = (text: string) =>
      keyOf(chat(user(text), said("Read."), user("Summarise this in three sentences.")));
    expect(about("The first report")).not.toBe(about("The second report"));
  });

  it("is none for what users say again and again, for steps of an agent, pictures and files", () => {
    expect(keyOf(chat(user("Please continue")))).toBeNull();
    expect(keyOf(chat(user(QUESTION), said("Let me look."), { role: "tool", content: "42" }))).toBeNull();
    const found = { type: "tool_result", content: "42" };
    expect(keyOf(chat(user([found, { type: "text", text: QUESTION }])))).toBeNull();
    const picture = { type: "image_url", image_url: { url: "data:," } };
    expect(keyOf(chat(user([{ type: "text", text: QUESTION }, picture])))).toBeNull();
    expect(keyOf(chat(said(QUESTION)))).toBeNull();
  });

  it("is none for a call that a client library repeats by itself", () => {
    const repeated = (count: string) =>
      keyOf(chat(user(QUESTION)), { headers: { "x-stainless-retry-count": count } });
    expect(repeated("1")).toBeNull();
    expect(repeated("0")).toBe(FIRST);
  });

  it("is none where a session may be several users, unless the request names its user", () => {
    for (const source of ["derived", "prompt_cache_key"] as const) {
      expect(keyOf(chat(user(QUESTION)), { source })).toBeNull();
      expect(keyOf(chat(user(QUESTION)), { source, endUserId: "u1" })).toBe(FIRST);
      expect(keyOf({ ...chat(user(QUESTION)), user: "u1" }, { source })).toBe(FIRST);
    }
    expect(keyOf(chat(user(QUESTION)), { source: "request", endUserId: "u1" })).toBeNull();
  });

  it("takes anything for content", () => {
    for (const content of [null, 5, [], [null], {}, [{ type: "text" }]])
      expect(keyOf(chat(user(content)))).toBeNull();
    expect(keyOf({ messages: [null, 3, "x"] })).toBeNull();
    expect(keyOf({ messages: "x" })).toBeNull();
  });
});
