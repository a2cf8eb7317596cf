import { describe, expect, it } from "vitest";
import { type FileFormat, rowsText } from "@/app/_lib/rows-file";
import type { RequestRow } from "@/server/contracts/requests";
import { REQUEST_FILE_COLUMNS } from "./export-requests";

const exportText = (rows: readonly RequestRow[], format: FileFormat) =>
  rowsText(rows, REQUEST_FILE_COLUMNS, format);

const ROW: RequestRow = {
  ...{
    id: "019c",
    createdAt: new Date("2026-11-23T14:00:00.120Z"),
    projectId: "p",
    apiKeyId: "k",
    sessionId: "s",
  },
  ...{
    endUserId: null,
    endpoint: "chat.completions",
    isStream: true,
    requestedModel: "auto",
    provider: "sandbox",
  },
  ...{
    model: "quick",
    status: "ok",
    httpStatus: 200,
    errorCode: null,
    finishReason: "stop",
    fallbackIndex: 0,
  },
  ...{
    inputTokens: 12,
    outputTokens: 3,
    costMicroUsd: null,
    isUsageEstimated: false,
    latencyMs: 80,
    ttftMs: 20,
    purpose: null,
    promptId: null,
    promptVersion: null,
    isSandbox: true,
  },
};

function csvRow(row: RequestRow): string[] {
  return exportText([row], "csv").split("\r\n")[1]?.split(",") ?? [];
}

describe("export requests", () => {
  it("leaves an unknown price empty in CSV and null in JSON lines, never 0", () => {
    const head = exportText([ROW], "csv").split("\r\n")[0]?.split(",") ?? [];
    expect(csvRow(ROW)[head.indexOf("cost_micro_usd")]).toBe("");
    expect(JSON.parse(exportText([ROW], "jsonl"))).toMatchObject({ cost_micro_usd: null, is_stream: true });
  });

  it("quotes what would break a cell", () => {
    const text = exportText([{ ...ROW, sessionId: 'a "b",\nc' }], "csv");
    expect(text).toContain('"a ""b"",\nc"');
  });

  it("keeps a spreadsheet from running a session id as a formula", () => {
    expect(csvRow({ ...ROW, sessionId: "=1+1" })).toContain("'=1+1");
    expect(csvRow({ ...ROW, endUserId: "@SUM(A1)" })).toContain("'@SUM(A1)");
  });

  it("writes one complete line per row", () => {
    expect(exportText([ROW, ROW], "jsonl").split("\n")).toHaveLength(3);
    expect(exportText([], "jsonl")).toBe("");
  });
});
