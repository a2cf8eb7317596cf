import { randomBytes } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import { callTrpc, createKey, expect, gatewayUrl, open, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";

/** Answers given by the customer's server, each of a session of its own. */
async function answer(request: APIRequestContext, key: string, answers: object[]): Promise<void> {
  for (const said of answers) {
    const session_id = `e2e-${randomBytes(6).toString("hex")}`;
    const response = await request.post(`${gatewayUrl()}/feedback`, {
      headers: { authorization: `Bearer ${key}` },
      data: { session_id, kind: "nps", ...said },
    });
    expect(response.ok(), await response.text()).toBe(true);
  }
}

test("a project without answers says how to ask, and thirty answers make an NPS", async ({
  page,
  request,
  account,
}) => {
  const { orgSlug } = account;
  await open(page, `/${orgSlug}/nps`);
  await expect(page.getByRole("heading", { name: "What your end users say, from 0 to 10" })).toBeVisible();
  await expect(page.getByRole("link", { name: "How to ask" })).toBeVisible();
  await expectAccessible(page);

  const key = await createKey(page.context().request, orgSlug);
  const angry = { score: 2, comment: "Wrong twice. Write to ada@example.com." };
  await answer(request, key, [angry, ...Array.from({ length: 28 }, () => ({ score: 10, locale: "de" }))]);
  await open(page, `/${orgSlug}/nps`);
  await expect(page.getByText("Not known yet")).toBeVisible();
  await expect(page.getByText("29 answers of at least 30")).toBeVisible();

  await answer(request, key, [{ score: 8, locale: "en" }]);
  await open(page, `/${orgSlug}/nps?by=locale`);
  await expect(page.getByText("with 95 % confidence")).toBeVisible();
  await expect(page.getByText("+90", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Score 10 : 28 answers" })).toBeVisible();
  const german = page.getByRole("region", { name: "NPS by group" }).getByRole("row", { name: /^de/ });
  await expect(german).toContainText("too few");
  await expectAccessible(page);

  const asked = await request.post(`${gatewayUrl()}/chat/completions`, {
    headers: { authorization: `Bearer ${key}` },
    data: { model: "auto", messages: [{ role: "user", content: "How do I return a saddle?" }] },
  });
  expect(asked.ok(), await asked.text()).toBe(true);
  // The first request is looked for until it is there.
  await open(page, `/${orgSlug}`);
  await expect(page.getByRole("heading", { name: "Your users, last 30 days" })).toBeVisible();
  await expect(page.getByText("+90", { exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: "What routes have learned" })).toBeVisible();
  await expect(page.getByText(/^gets [\d.]+% of sessions$/)).toBeVisible();
  await expectAccessible(page);
});

test("a detractor is handled with a note, opened again, and downloaded", async ({
  page,
  request,
  account,
}) => {
  const { orgSlug } = account;
  const key = await createKey(page.context().request, orgSlug);
  await answer(request, key, [
    { score: 2, comment: "Wrong twice. Write to ada@example.com." },
    { score: 9, comment: "Helped at once." },
  ]);
  await open(page, `/${orgSlug}/nps`);
  await expect(page.getByText("Wrong twice.")).toBeVisible();
  await expect(page.getByText("ada@example.com")).toBeHidden();
  await expect(page.getByText("Helped at once.")).toBeHidden();
  await page.getByRole("button", { name: "Handled…" }).click();
  await page.getByRole("textbox", { name: /^What was done/ }).fill("Called back, refunded.");
  await page.getByRole("button", { name: "Mark as handled" }).click();
  await expect(page.getByText("No detractor waits for an answer")).toBeVisible();

  await page.getByRole("tab", { name: "Handled" }).click();
  await expect(page.getByText("Called back, refunded.")).toBeVisible();
  await expect(page.getByText(`Handled by ${account.name}`)).toBeVisible();
  await page.getByRole("button", { name: "Open again" }).click();
  await expect(page.getByText("No detractor has been handled")).toBeVisible();

  await page.getByRole("button", { name: "Score 9 : 1 answer" }).click();
  await expect(page.getByText("Helped at once.")).toBeVisible();
  await expect(page.getByText("Wrong twice.")).toBeHidden();
  await page.getByRole("button", { name: "Download" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "CSV" }).click();
  expect((await download).suggestedFilename()).toBe("floopy-answers.csv");
});

test("an answer that is one too many from its network waits until somebody releases it", async ({
  page,
  request,
  account,
}) => {
  const { orgSlug } = account;
  const signedIn = page.context().request;
  const key = await createKey(signedIn, orgSlug);
  await answer(request, key, [{ score: 9 }]);
  const origin = "https://shop.example";
  const { secret } = (await callTrpc(signedIn, "apiKeys.create", {
    ...{ orgSlug, name: "Page", kind: "publishable", permissions: ["feedback"], allowedOrigins: [origin] },
  })) as { secret: string };
  const session_id = `real-${randomBytes(4).toString("hex")}`;
  const chat = await request.post(`${gatewayUrl()}/chat/completions`, {
    headers: { authorization: `Bearer ${key}`, "floopy-session-id": session_id },
    data: { model: "auto", messages: [{ role: "user", content: "Hello" }] },
  });
  expect(chat.ok(), await chat.text()).toBe(true);
  for (const id of [...Array.from({ length: 25 }, (_, n) => `made-up-${n}`), session_id]) {
    const vote = await request.post(`${gatewayUrl()}/nps`, {
      headers: { authorization: `Bearer ${secret}`, origin },
      data: { session_id: id, score: 1, comment: id === session_id ? "Truly slow." : "Nonsense." },
    });
    expect(vote.status(), await vote.text()).toBe(202);
  }
  const held = page.getByText("Truly slow.");
  await open(page, `/${orgSlug}/nps?list=all`);
  await expect(page.getByText("No comment")).toBeVisible();
  await expect(held).toBeHidden();
  await page.getByRole("tab", { name: "Held back" }).click();
  await expect(held).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Release" }).click();
  await expect(page.getByText("Released: the answer counts from now on")).toBeVisible();
  await expect(page.getByText("No answer is held back in this range.")).toBeVisible();
  await page.getByRole("tab", { name: "Detractors to handle" }).click();
  await expect(held).toBeVisible();
});
