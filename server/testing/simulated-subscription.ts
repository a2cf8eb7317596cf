import { systemDb } from "@/server/db/system";
import { SimulatorProvider } from "@/server/integrations/stripe/simulator-provider";
import type { TestOrg } from "./factories";

/** A customer of the simulator who pays for Pro since now; the plan in the database is left as it is. */
export async function createSimulatedSubscription({ orgId }: Pick<TestOrg, "orgId">): Promise<void> {
  const provider = new SimulatorProvider();
  const stripeCustomerId = await provider.createCustomer({ orgId, name: "", email: "" });
  await provider.act(orgId, { type: "subscribe", card: "good", trialDays: null });
  await systemDb().subscription.update({ where: { orgId }, data: { stripeCustomerId } });
}
