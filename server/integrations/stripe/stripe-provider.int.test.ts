import { type ChildProcess, spawn } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "@/server/testing/eventually";
import { freePort } from "../../../scripts/lib/embedded-postgres.mjs";
import { ensureGoTool } from "../../../scripts/lib/go-tool.mjs";
import { setUpStripe } from "./set-up-stripe";
import { stripeClient } from "./stripe-client";
import { StripeProvider } from "./stripe-provider";

/** Stripe’s own stand-in: it holds nothing, and refuses what its published description of the API does not allow. */
const program = ensureGoTool("github.com/stripe/stripe-mock@v0.203.0");
const KEY = "sk_test_123";
const PLACE = {
  orgId: "org_1",
  customerId: "cus_1",
  orgSlug: "acme",
  returnUrl: "https://app.invalid/x?tab=billing",
};

describe.skipIf(program === null)("what is asked of Stripe", { timeout: 60_000 }, () => {
  let mock: ChildProcess;
  let apiUrl = "";
  let provider: StripeProvider;

  beforeAll(async () => {
    const port = await freePort();
    apiUrl = `http://127.0.0.1:${port}`;
    mock = spawn(program ?? "", ["-http-port", String(port)], { stdio: "ignore" });
    const client = stripeClient(KEY, apiUrl);
    await eventually(() => client.balance.retrieve());
    const setup = { client, webhookSecret: "whsec_x", isLive: false, computesTax: true };
    provider = new StripeProvider({ ...setup, pricePro: "price_pro", priceOverage: "price_overage" });
  });
  afterAll(() => mock.kill("SIGKILL"));

  it("has the shape that Stripe’s description of its API allows", async () => {
    expect(await provider.createCustomer({ orgId: "org_1", name: "Acme", email: "a@b.example" })).toMatch(
      /^cus_/,
    );
    for (const trialDays of [14, null])
      expect(await provider.startCheckout({ ...PLACE, trialDays })).toMatch(/^https:/);
    expect(await provider.openPortal(PLACE)).toMatch(/^https:/);
    const { subscription } = await provider.read(PLACE);
    expect(subscription).toMatchObject({ id: expect.stringMatching(/^sub_/) });
    const living = { ...PLACE, subscriptionId: "sub_1" };
    await provider.setCancelAtPeriodEnd(living, true);
    await provider.cancelNow(living);
    const [invoice] = await provider.listInvoices(PLACE);
    expect(invoice).toMatchObject({ id: expect.any(String), createdAt: expect.any(Date) });
    await provider.reportBlock(PLACE, { name: "org_1:2026-11-01:1", at: new Date() });
  });

  it("is made in Stripe from the plan table", async () => {
    expect(await setUpStripe(KEY, apiUrl)).toEqual({
      STRIPE_PRICE_PRO: expect.stringMatching(/^price_/),
      STRIPE_PRICE_OVERAGE: expect.stringMatching(/^price_/),
    });
  });

  it("is refused where it is not what Stripe knows, so that this test can fail", async () => {
    const client = stripeClient(KEY, apiUrl);
    const wrong = { mode: "subscription", no_such_field: 1 } as const;
    await expect(client.checkout.sessions.create(wrong)).rejects.toThrow();
  });
});
