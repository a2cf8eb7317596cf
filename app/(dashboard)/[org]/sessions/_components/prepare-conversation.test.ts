import { describe, expect, it } from "vitest";
import type { SessionTurn } from "@/server/contracts/sessions";
import { prepareConversation } from "./prepare-conversation";

function turnOf(request: unknown, answer = "Yes."): SessionTurn {
  return {
    ...{ request_id: "r", created_at: "2026-01-01T00:00:00.000Z", endpoint: "chat", provider: "sandbox" },
    ...{ model: "quick", status: "ok", error_code: null, latency_ms: 1, cost_micro_usd: null },
    ...{
      is_sandbox: true,
      visible_tokens: null,
      credit_share: 0,
      storage_mode: "full",
      body_state: "stored",
    },
    body: {
      request: typeof request === "string" ? request : JSON.stringify(request),
      response: JSON.stringify({ choices: [{ message: { role: "assistant", content: answer } }] }),
      ...{ is_truncated: false, is_redacted: false },
    },
  };
}

const system = { role: "system", content: "Be kind." };
const user = (content: string) => ({ role: "user", content });
const assistant = (content: string) => ({ role: "assistant", content });
const saidBy = (messages: { parts: unknown[] }[]): string[] =>
  messages.map(({ parts: [part] }) =>
    part && typeof part === "object" && "text" in part ? String(part.text) : "",
  );

describe("a conversation turn by turn", () => {
  it("shows of each turn what it adds, and keeps what was sent along again", () => {
    const turns = prepareConversation([
      turnOf({ messages: [system, user("One")] }, "First."),
      turnOf({ messages: [system, user("One"), assistant("First."), user("Two")] }, "Second."),
    ]);
    expect(turns.map(({ fresh }) => saidBy(fresh))).toEqual([["Be kind.", "One"], ["Two"]]);
    expect(turns.map(({ earlier }) => saidBy(earlier))).toEqual([[], ["Be kind.", "One", "First."]]);
    expect(turns.map(({ answer }) => saidBy(answer ?? []))).toEqual([["First."], ["Second."]]);
  });

  it("shows a tool's result with the turn that sends it", () => {
    const call = {
      role: "assistant",
      tool_calls: [{ id: "c", function: { name: "clock", arguments: "{}" } }],
    };
    const turns = prepareConversation([
      turnOf({ messages: [user("Time?")] }),
      turnOf({ messages: [user("Time?"), call, { role: "tool", tool_call_id: "c", content: "Noon" }] }),
    ]);
    expect(turns[1]?.fresh).toMatchObject([{ role: "tool", callId: "c" }]);
  });

  it("shows the whole of what a first turn brings along", () => {
    const [turn] = prepareConversation([
      turnOf({ messages: [user("Old"), assistant("Older"), user("New")] }),
    ]);
    expect(saidBy(turn?.fresh ?? [])).toEqual(["Old", "Older", "New"]);
  });

  it("repeats no instruction of a turn without a history, and shows one that has changed", () => {
    const changed = { role: "system", content: "Be brief." };
    const turns = prepareConversation([
      turnOf({ messages: [system, user("One")] }),
      turnOf({ messages: [system, user("Two")] }),
      turnOf({ messages: [changed, user("Three")] }),
    ]);
    expect(turns.map(({ fresh }) => saidBy(fresh))).toEqual([
      ["Be kind.", "One"],
      ["Two"],
      ["Be brief.", "Three"],
    ]);
  });

  it("goes on after a turn whose body is gone", () => {
    const gone: SessionTurn = { ...turnOf({}), body: null, body_state: "expired" };
    const turns = prepareConversation([
      gone,
      turnOf({ messages: [user("One"), assistant("A"), user("Two")] }),
    ]);
    expect(turns.map(({ fresh }) => saidBy(fresh))).toEqual([[], ["One", "A", "Two"]]);
    expect(turns.map(({ number }) => number)).toEqual([1, 2]);
  });

  it("says so where a body is no conversation", () => {
    expect(prepareConversation([turnOf('{"cut of')])).toMatchObject([{ isUnreadable: true, fresh: [] }]);
  });
});
