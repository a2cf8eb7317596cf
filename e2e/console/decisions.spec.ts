import { createHash, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { APIRequestContext } from "@playwright/test";
import { createKey, expect, gatewayUrl, open, setPlan, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";

/** One request, stored when this resolves. */
async function ask(
  request: APIRequestContext,
  key: string,
  session: string,
  model = "auto",
): Promise<string> {
  const headers = { authorization: `Bearer ${key}` };
  const response = await request.post(`${gatewayUrl()}/chat/completions`, {
    headers: { ...headers, "floopy-session-id": session },
    data: { model, messages: [{ role: "user", content: "Why this one?" }] },
  });
  expect(response.ok(), await response.text()).toBe(true);
  const id = response.headers()["x-request-id"] ?? "";
  await expect(async () => {
    expect((await request.get(`${gatewayUrl()}/decisions/${id}`, { headers })).ok()).toBe(true);
  }).toPass();
  return id;
}

test("a decision says what was weighed, and leads to its request, session and route", async ({
  page,
  request,
  account,
}) => {
  const { orgSlug } = account;
  await open(page, `/${orgSlug}/decisions`);
  await expect(page.getByRole("heading", { name: "Why each request went to its model" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByText("The file ends with a count and a checksum.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Part of Pro: compare plans" })).toBeVisible();
  await expectAccessible(page);

  const key = await createKey(page.context().request, orgSlug);
  const session = `why-${randomBytes(4).toString("hex")}`;
  const id = await ask(request, key, session);
  await ask(request, key, `${session}-direct`, "sandbox/genius");
  await open(page, `/${orgSlug}/decisions`);
  const rows = page.getByRole("region", { name: "Decisions" });
  await expect(rows.getByRole("link")).toHaveCount(2);
  await page.getByRole("button", { name: "Strategy" }).click();
  await page.getByRole("menuitemradio", { name: "direct" }).click();
  await expect(rows.getByRole("link")).toHaveCount(1);
  await expect(rows).toContainText("Asked for");
  await page.getByRole("button", { name: "Remove filter Strategy" }).click();
  await expect(rows.getByRole("link")).toHaveCount(2);

  await open(page, `/${orgSlug}/decisions?sessionId=${session}`);
  await rows.getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(`decision=${id}`));
  const sheet = page.getByRole("dialog");
  const candidates = sheet.getByRole("region", { name: "Models that could be chosen" });
  await expect(candidates.getByRole("row").filter({ hasText: "chosen" })).toHaveCount(1);
  await expect(sheet.getByText("None of other organisations")).toBeVisible();
  await expectAccessible(page);

  await sheet.getByRole("link", { name: "Session", exact: true }).click();
  await expect(page.getByRole("list", { name: "Turns" })).toContainText("Why this one?");
  await page.getByRole("link", { name: "Decision", exact: true }).click();
  await expect(candidates).toBeVisible();
  await sheet.getByRole("link", { name: "Request", exact: true }).click();
  await page.getByRole("tab", { name: "Trace" }).click();
  await expect(candidates.getByRole("row").filter({ hasText: "chosen" })).toHaveCount(1);
});

test("a plan with the export downloads a file whose trailer proves it whole", async ({
  page,
  request,
  account,
}) => {
  const { orgSlug } = account;
  await setPlan(orgSlug, "pro");
  const key = await createKey(page.context().request, orgSlug);
  const id = await ask(request, key, `export-${randomBytes(4).toString("hex")}`);
  await open(page, `/${orgSlug}/decisions?range=7d`);
  await page.getByRole("button", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "JSON lines" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("floopy-decisions.jsonl");
  const text = await readFile(await file.path(), "utf8");
  const lines = text.trimEnd().split("\n");
  const trailer = JSON.parse(lines.pop() ?? "{}");
  expect(lines.map((line) => JSON.parse(line).request_id)).toEqual([id]);
  const told = `${lines.join("\n")}\n`;
  expect(trailer).toMatchObject({
    rows_emitted: 1,
    truncated: false,
    checksum_sha256: createHash("sha256").update(told).digest("hex"),
  });
});
