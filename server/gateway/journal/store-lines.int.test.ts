import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemDb } from "@/server/db/system";
import { createTestOrg } from "@/server/testing/factories";
import { testRecord } from "@/server/testing/request-record";
import { JournalReader } from "./journal-reader";
import { JournalWriter } from "./journal-writer";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "floopy-lines-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("sets lines that can never be stored aside, once, and stores all others", async () => {
  const org = await createTestOrg();
  const good = Array.from({ length: 20 }, () => testRecord(org));
  const poison = testRecord(org);
  const broken = JSON.stringify({ ...poison, request: { ...poison.request, sessionSource: null } });
  const lines = good.map((record) => JSON.stringify(record));
  lines.splice(7, 0, broken);
  lines.splice(15, 0, "{not json", '{"request":{"id":"nope"}}');

  const writer = new JournalWriter({ folder });
  await Promise.all(lines.map((line) => writer.append(line)));
  writer.close();
  const reader = new JournalReader({ folder });
  await reader.drain();
  await reader.drain();
  await reader.close();

  expect(await systemDb().request.count({ where: { orgId: org.orgId } })).toBe(20);
  const files = readdirSync(folder);
  expect(files).toHaveLength(1);
  const aside = readFileSync(path.join(folder, files[0] ?? ""), "utf8")
    .trim()
    .split("\n");
  expect(files[0]).toMatch(/\.bad$/);
  expect(aside).toHaveLength(3);
  expect(aside).toContain(broken);
});
