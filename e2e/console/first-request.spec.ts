import { randomBytes } from "node:crypto";
import OpenAI from "openai";
import { collectConsoleErrors, expect, gatewayUrl, open, test } from "../fixtures/app";
import { linkInMail } from "../fixtures/local-outbox";

test("a new user signs up, creates a key, sends a request with the OpenAI SDK and sees it arrive", async ({
  page,
}) => {
  const errors = collectConsoleErrors(page);
  const mark = randomBytes(5).toString("hex");
  const [email, password] = [`grace-${mark}@test.invalid`, `a long phrase ${mark}`];
  await open(page, "/sign-up");
  await page.getByLabel("Your name").fill("Grace Example");
  await page.getByLabel("Work e-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByLabel("Organisation").fill(`Navy ${mark}`);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
  const link = new URL(await linkInMail(page, email, /Confirm your e-mail address/));
  await open(page, link.pathname + link.search);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Confirm and sign in" }).click();

  await expect(page.getByRole("heading", { name: "Send your first request" })).toBeVisible();
  await page.getByRole("button", { name: "Create key" }).click();
  const apiKey = await page
    .getByText(/^fl_sk_\w{38}$/)
    .first()
    .textContent();
  await expect(page.getByText("Waiting for your first request…")).toBeVisible();

  const client = new OpenAI({ baseURL: gatewayUrl(), apiKey: apiKey ?? "" });
  const answer = await client.chat.completions.create({
    model: "auto",
    messages: [{ role: "user", content: "What is a lighthouse for?" }],
  });
  expect(answer.choices[0]?.message.content).toBeTruthy();

  await expect(page.getByText("Your first request arrived")).toBeVisible();
  await page.getByRole("link", { name: "Open the request" }).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet.getByText("What is a lighthouse for?").first()).toBeVisible();
  await expect(sheet.getByText(answer.model).first()).toBeVisible();
  expect(errors).toEqual([]);
});
