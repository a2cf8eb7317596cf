import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemDb } from "@/server/db/system";
import { getRequest } from "@/server/modules/requests/get-request";
import { findInDatabase } from "@/server/testing/find-in-database";
import { createGatewayTenant } from "@/server/testing/gateway-tenant";
import { JournalReader } from "../journal/journal-reader";
import { answers, chunkEvent, completion, DONE_EVENT, FakeUpstream, streams } from "./fake-upstream";
import { DOORS, type Harness, startHarness } from "./harness";
import { rawCall } from "./raw-call";

let harness: Harness;
let upstream: FakeUpstream;
let folder: string;
let reader: JournalReader;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "floopy-sealed-"));
  upstream = await new FakeUpstream().start();
  upstream
    .on("whole", answers(200, completion("canary answer")))
    .on(
      "stream",
      streams([chunkEvent({ content: "canary answer" }), chunkEvent({}, "stop"), DONE_EVENT].join("")),
    );
  harness = await startHarness({ journalFolder: folder });
  reader = new JournalReader({ folder });
});
afterAll(async () => {
  await reader.close();
  await harness.close();
  upstream.close();
  rmSync(folder, { recursive: true, force: true });
});

const journal = (): string =>
  readdirSync(folder)
    .map((file) => readFileSync(path.join(folder, file), "utf8"))
    .join("");

describe.each(DOORS)("what is said, stored in full by way of the %s door", (door) => {
  it.each(["whole", "stream"])(
    "is encrypted in the journal and in the database, and read where it is shown: %s",
    async (model) => {
      const tenant = await createGatewayTenant({ storageMode: "full", customBaseUrl: upstream.baseUrl });
      const response = await rawCall(`${harness.baseUrl(door)}/chat/completions`, tenant.apiKey, {
        headers: { "floopy-session-id": "sealed" },
        body: JSON.stringify({
          model: `custom/${model}`,
          stream: model === "stream",
          messages: [{ role: "user", content: "canary question" }],
        }),
      });
      expect(response.text).toContain("canary answer");
      const id = String(response.headers["x-request-id"]);
      const written = journal();
      expect(written).toContain(id);
      expect(written).not.toContain("canary");
      await reader.drain();
      const { body } = await harness.record(id);
      expect(body?.requestBody).toContain("canary question");
      expect(await findInDatabase("canary", tenant)).toEqual([]);
      const { keyVersion } = await systemDb().requestBody.findFirstOrThrow({ where: { requestId: id } });
      expect(keyVersion).toBe(1);
      const detail = await getRequest(tenant.as(), { id });
      expect([detail.body?.request, detail.body?.response].join()).toMatch(/canary question.*canary answer/);
      const session = await rawCall(`${harness.baseUrl(door)}/session/sealed`, tenant.apiKey, {
        method: "GET",
      });
      expect(session.json().messages).toMatchObject([
        { content: "canary question" },
        { content: "canary answer" },
      ]);
    },
  );
});
