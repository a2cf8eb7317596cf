import { randomBytes } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import { createKey, expect, gatewayUrl, open, signUp, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";

interface Turn {
  session: string;
  messages: object[];
  model?: string;
  headers?: Record<string, string>;
}

/** One request of a conversation; resolves to its id and the answer. */
async function say(
  request: APIRequestContext,
  key: string,
  turn: Turn,
): Promise<{ id: string; answer: string }> {
  const response = await request.post(`${gatewayUrl()}/chat/completions`, {
    headers: {
      authorization: `Bearer ${key}`,
      "floopy-session-id": turn.session,
      "floopy-user-id": "user-7",
      ...turn.headers,
    },
    data: { model: turn.model ?? "sandbox/genius", messages: turn.messages },
  });
  expect(response.ok(), await response.text()).toBe(true);
  const { choices } = await response.json();
  return { id: response.headers()["x-request-id"] ?? "", answer: choices[0].message.content };
}

/** Records are stored a moment after the answer. */
async function untilStored(
  request: APIRequestContext,
  key: string,
  session: string,
  turns: number,
): Promise<void> {
  await expect(async () => {
    const response = await request.get(`${gatewayUrl()}/sessions?search=${session}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const { items } = await response.json();
    expect(items[0]?.turn_count).toBe(turns);
  }).toPass();
}

test("a conversation is read turn by turn, with its credit, its score and its feedback", async ({
  page,
  request,
  account,
}) => {
  const { orgSlug } = account;
  await open(page, `/${orgSlug}/sessions`);
  await expect(page.getByRole("heading", { name: "Requests of one conversation, together" })).toBeVisible();
  await expectAccessible(page);

  const key = await createKey(page.context().request, orgSlug);
  const session = `chat-${randomBytes(4).toString("hex")}`;
  const first = { role: "user", content: "Where is my parcel?" };
  const one = await say(request, key, {
    session,
    messages: [{ role: "system", content: "Be kind." }, first],
  });
  const two = await say(request, key, {
    session,
    model: "sandbox/quick",
    messages: [
      { role: "system", content: "Be kind." },
      first,
      { role: "assistant", content: one.answer },
      { role: "user", content: "And when will it come?" },
    ],
  });
  await say(request, key, {
    session: `${session}-secret`,
    headers: { "floopy-log": "metadata" },
    messages: [{ role: "user", content: "My secret plan" }],
  });
  await untilStored(request, key, session, 2);
  await untilStored(request, key, `${session}-secret`, 1);
  for (const said of [
    { session_id: session, score: 9, comment: "It came at once.", user_id: "user-7" },
    { session_id: session, request_id: two.id, kind: "thumb", useful: true },
  ]) {
    const answered = await request.post(`${gatewayUrl()}/feedback`, {
      headers: { authorization: `Bearer ${key}` },
      data: said,
    });
    expect(answered.ok(), await answered.text()).toBe(true);
  }

  await open(page, `/${orgSlug}/sessions`);
  await expect(page.getByRole("region", { name: "Sessions" }).getByRole("link")).toHaveCount(2);
  await page.getByRole("combobox", { name: "NPS answer" }).click();
  await page.getByRole("option", { name: "Scored", exact: true }).click();
  const rows = page.getByRole("region", { name: "Sessions" });
  await expect(rows.getByRole("link")).toHaveCount(1);
  expect(page.url()).toContain("scored=true");
  await rows.getByRole("link", { name: session }).click();

  const sheet = page.getByRole("dialog");
  await expect(sheet.getByText("9 of 10")).toBeVisible();
  await expect(sheet.getByText("It came at once.")).toBeVisible();
  const turns = sheet.getByRole("list", { name: "Turns" });
  await expect(turns.getByRole("listitem", { name: "Turn 1" })).toContainText("Where is my parcel?");
  const second = turns.getByRole("listitem", { name: "Turn 2" });
  await expect(second).toContainText("And when will it come?");
  await expect(second).toContainText("sandbox/quick");
  await expect(second).toContainText("Thumb: up");
  await expect(second.getByText("Where is my parcel?")).toBeHidden();
  await second.getByText("3 earlier messages, sent along again").click();
  await expect(second.getByText("Where is my parcel?")).toBeVisible();
  await expect(sheet.getByText("How the score was shared:")).toBeVisible();
  await expectAccessible(page);

  await second.getByRole("link", { name: "Request" }).click();
  await expect(page).toHaveURL(new RegExp(`request=${two.id}`));
  await page.goBack();
  await expect(sheet.getByText("9 of 10")).toBeVisible();
  await sheet.getByRole("link", { name: "Forget this end user…" }).click();
  await expect(page.getByRole("textbox", { name: "End-user id" })).toHaveValue("user-7");

  await open(page, `/${orgSlug}/sessions?session=${session}-secret`);
  await expect(sheet.getByText("what was said never left memory")).toBeVisible();
  await expect(page.getByText("My secret plan")).toBeHidden();
});

test("another organisation's session is not found, whatever its address", async ({
  page,
  request,
  account,
  browser,
}) => {
  const session = `ours-${randomBytes(4).toString("hex")}`;
  const key = await createKey(page.context().request, account.orgSlug);
  await say(request, key, { session, messages: [{ role: "user", content: "Ours alone" }] });
  await untilStored(request, key, session, 1);
  await open(page, `/${account.orgSlug}/sessions?session=${session}`);
  await expect(page.getByRole("dialog").getByText("Ours alone", { exact: true }).first()).toBeVisible();

  const other = await browser.newContext();
  const { orgSlug } = await signUp(other.request);
  const stranger = await other.newPage();
  await open(stranger, `/${orgSlug}/sessions?session=${session}`);
  await expect(stranger.getByText("This session could not be shown")).toBeVisible();
  await expect(stranger.getByText("Ours alone")).toBeHidden();
  await stranger.goto(page.url());
  await expect(stranger.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(stranger.getByText("Ours alone")).toBeHidden();
  await expect(stranger.getByRole("heading", { name: "Sessions" })).toBeHidden();
  await other.close();
});
