import { describe, expect, it } from "vitest";
import type { RequestPage, RequestRow } from "@/server/contracts/requests";
import { mergeNewRows, rowsOf } from "./merge-new-rows";

function row(id: string, second: number): RequestRow {
  return {
    ...{
      id,
      createdAt: new Date(second * 1_000),
      projectId: "p",
      apiKeyId: "k",
      sessionId: "s",
      endUserId: null,
    },
    ...{
      endpoint: "chat.completions",
      isStream: false,
      requestedModel: "auto",
      provider: "sandbox",
      model: "quick",
    },
    ...{
      status: "ok",
      httpStatus: 200,
      errorCode: null,
      finishReason: "stop",
      fallbackIndex: 0,
      inputTokens: 1,
    },
    ...{
      outputTokens: 1,
      costMicroUsd: 1,
      isUsageEstimated: false,
      latencyMs: 1,
      ttftMs: null,
      purpose: null,
      promptId: null,
      promptVersion: null,
      isSandbox: true,
    },
  };
}

const LOADED: RequestPage[] = [
  { items: [row("d", 40), row("c", 30)], nextCursor: "x" },
  { items: [row("b", 20), row("a", 10)], nextCursor: null },
];

const ids = (pages: RequestPage[]) => rowsOf(pages, true).map((each) => each.id);

describe("merge new rows", () => {
  it("puts new rows where their time says, also those that were stored late", () => {
    const { pages, freshIds } = mergeNewRows(LOADED, [row("e", 50), row("late", 25), row("d", 40)]);
    expect(ids(pages)).toEqual(["e", "d", "c", "late", "b", "a"]);
    expect([...freshIds]).toEqual(["e", "late"]);
  });

  it("changes nothing, not even identity, when nothing is new", () => {
    const merged = mergeNewRows(LOADED, [row("d", 40), row("a", 10)]);
    expect(merged.pages).toBe(LOADED);
    expect(merged.freshIds.size).toBe(0);
  });

  it("shows a row once when it was merged and later loaded with its page", () => {
    const { pages } = mergeNewRows(LOADED, [row("z", 5)]);
    const later = [...pages, { items: [row("z", 5)], nextCursor: null }];
    expect(ids(later)).toEqual(["d", "c", "b", "a", "z"]);
  });

  it("keeps the order of the pages when they are not sorted by time", () => {
    const bySize = [{ items: [row("a", 10), row("d", 40)], nextCursor: null }];
    expect(rowsOf(bySize, false).map((each) => each.id)).toEqual(["a", "d"]);
  });

  it("says when the first page has grown too long", () => {
    const many = Array.from({ length: 2_001 }, (_, index) => row(`n${index}`, 100 + index));
    expect(mergeNewRows(LOADED, many).isFull).toBe(true);
  });
});
