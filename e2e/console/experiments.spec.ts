import { randomBytes } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import { createKey, expect, gatewayUrl, open, setPlan, test } from "../fixtures/app";
import { expectAccessible } from "../fixtures/axe";

/** One request of a session of its own; resolves to its id. */
async function ask(request: APIRequestContext, key: string): Promise<string> {
  const response = await request.post(`${gatewayUrl()}/chat/completions`, {
    headers: { authorization: `Bearer ${key}`, "floopy-session-id": `e2e-${randomBytes(6).toString("hex")}` },
    data: { model: "auto", messages: [{ role: "user", content: "Hello" }] },
  });
  expect(response.ok(), await response.text()).toBe(true);
  return response.headers()["x-request-id"] ?? "";
}

interface Decision {
  filtered: { reason: string }[];
  decision_trace: { route_id: string; experiment_id: string | null };
}

/** The decision of a request, which is stored a moment after the answer. */
async function decisionOf(request: APIRequestContext, key: string, id: string): Promise<Decision> {
  const read = () =>
    request.get(`${gatewayUrl()}/decisions/${id}`, { headers: { authorization: `Bearer ${key}` } });
  await expect.poll(async () => (await read()).status()).toBe(200);
  return (await read()).json();
}

test("a plan without experiments and constraints says what they would do", async ({ page, account }) => {
  await open(page, `/${account.orgSlug}/routes`);
  await page.getByRole("link", { name: "Auto" }).click();
  await expect(page.getByText("Try a change on some of your users")).toBeVisible();
  await expect(page.getByText("Draw the lines yourself")).toBeVisible();
  await expect(page.getByRole("link", { name: "Part of Pro: compare plans" })).toHaveCount(3);
  const verification = page.getByRole("region", { name: "The route's own choices and its first model" });
  await expect(verification.getByRole("row")).toHaveCount(3);
  await expect(page.getByText("Not known yet")).toBeVisible();
  await page.getByRole("combobox", { name: "Time compared" }).click();
  await expect(page.getByRole("option")).toHaveText(["Last 24 hours", "Last 7 days"]);
  await page.keyboard.press("Escape");
  await expectAccessible(page);
});

test("an experiment splits real sessions, shows both sides and is rolled back", async ({
  page,
  request,
  account,
}) => {
  const { orgSlug } = account;
  await setPlan(orgSlug, "pro");
  const { request: signedIn } = page.context();
  const key = await createKey(signedIn, orgSlug);
  await open(page, `/${orgSlug}/routes`);
  await page.getByRole("link", { name: "Auto" }).click();
  await expect(page.getByText("An experiment needs a second route")).toBeVisible();

  await open(page, `/${orgSlug}/routes?create=true`);
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Quick one");
  await page.getByRole("button", { name: "Create route" }).last().click();
  await expect(page.getByRole("heading", { level: 1, name: "Quick one" })).toBeVisible();

  await open(page, `/${orgSlug}/routes`);
  await page.getByRole("link", { name: "Auto" }).click();
  await page.getByRole("button", { name: "New experiment…" }).click();
  await page.getByRole("button", { name: "Start experiment" }).click();
  await expect(page.getByText("Enter a name.")).toBeVisible();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Cheaper first");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Start experiment" }).click();
  const running = page.getByRole("region", { name: "Experiment Cheaper first" });
  await expect(running).toContainText("50 % of the sessions of Auto go to Quick one");
  await expect(running.getByRole("status")).toContainText("Not known yet: each side needs at least 30");

  const seen = new Set<string>();
  await expect(async () => {
    const decision = await decisionOf(request, key, await ask(request, key));
    if (decision.decision_trace.experiment_id !== null) seen.add(decision.decision_trace.route_id);
    expect(seen.size).toBe(2);
  }).toPass();
  await page.reload();
  for (const letter of ["A Auto", "B Quick one"]) {
    const row = running.getByRole("row").filter({ hasText: letter });
    await expect(row.getByRole("cell").nth(1)).not.toHaveText("0");
  }
  await expectAccessible(page);
  await running.getByRole("link", { name: "Its decisions" }).click();
  await expect(page.getByRole("region", { name: "Decisions" }).getByRole("link").first()).toBeVisible();
  await page.goBack();

  await running.getByRole("button", { name: "Roll back…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Roll back" }).click();
  await expect(page.getByText("Rolled back: all sessions take the first route again")).toBeVisible();
  const ended = page.getByRole("list", { name: "Ended experiments" });
  await expect(ended).toContainText("Cheaper first");
  await ended.getByRole("button", { name: "Results" }).click();
  await expect(ended.getByRole("region", { name: "Results of the experiment" })).toBeVisible();
});

test("a constraint that is saved leaves models out of the next decisions, which say so", async ({
  page,
  request,
  account,
}) => {
  const { orgSlug } = account;
  await setPlan(orgSlug, "pro");
  const key = await createKey(page.context().request, orgSlug);
  await open(page, `/${orgSlug}/routes`);
  await page.getByRole("link", { name: "Auto" }).click();
  await page.getByRole("combobox", { name: "Strategy" }).click();
  await page.getByRole("option", { name: /^Feedback-driven/ }).click();
  await page.getByRole("button", { name: "Save route" }).click();
  await expect(page.getByText("Route saved")).toBeVisible();

  await expect(page.getByText("None set: routes choose freely")).toBeVisible();
  await page.getByRole("button", { name: "Edit constraints…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Scores before it is chosen" }).fill("many");
  await dialog.getByRole("button", { name: "Save constraints" }).click();
  await expect(dialog.getByText("Enter a whole number from 1 to 100,000.")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("textbox", { name: "Scores before it is chosen" }).fill("40");
  await dialog.getByRole("textbox", { name: "Worse by at most" }).fill("0.5");
  await dialog.getByRole("button", { name: "Save constraints" }).click();
  await expect(page.getByText("A model needs 40 scores before it is chosen.")).toBeVisible();
  await expect(page.getByText("No model rated more than 0.5 points worse than the first")).toBeVisible();

  let id = "";
  await expect(async () => {
    id = await ask(request, key);
    const { filtered } = await decisionOf(request, key, id);
    expect(filtered.map(({ reason }) => reason)).toContain("constraint_min_samples_before_promotion");
  }).toPass();
  await open(page, `/${orgSlug}/decisions?decision=${id}`);
  const left = page.getByRole("list", { name: "Left out" });
  await expect(left.getByText("has fewer scores than your constraints ask for").first()).toBeVisible();
  await expectAccessible(page);
});
