import type { PlanId } from "@/server/contracts/plans";
import type { Ctx } from "@/server/core/context";
import { newId, uuidv7 } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { createApiKey } from "@/server/modules/api-keys/create-api-key";
import { giveContract } from "@/server/modules/billing";
import { updateFeedbackSettings } from "@/server/modules/feedback/update-feedback-settings";
import { createTenant, hashPassword } from "@/server/modules/identity";
import { connectProvider } from "@/server/modules/provider-keys/connect-provider";
import { updateRoute } from "@/server/modules/routes/update-route";
import type { Account } from "./customer";
import { COST_WEIGHT, MODELS, PROVIDER } from "./market";

export interface Founder {
  userId: string;
  email: string;
  password: string;
}

export interface NewAccount {
  name: string;
  planId: PlanId;
  /** How long the organisation has been a customer: others learn from it after its first seven days. */
  ageDays: number;
}

const DAY_MS = 86_400_000;

/** Who owns all simulated organisations, so that one sign-in shows them all. */
export async function createOwner(): Promise<Founder> {
  const owner = {
    userId: newId("usr"),
    email: `owner-${uuidv7().slice(-6)}@simulation.example`,
    password: uuidv7().replaceAll("-", "").slice(-16),
  };
  const passwordHash = await hashPassword(owner.password);
  const { userId: id, email } = owner;
  const data = { id, email, name: "Simulation", passwordHash, emailVerifiedAt: new Date() };
  await systemDb().user.create({ data, select: { id: true } });
  return owner;
}

/**
 * A customer as sign-up, console and contract leave one: keys, a cloud resource that answers, a route over all its
 * models, a survey. What no customer can do: sign up days ago, be on a plan that nobody has paid for, choose ids.
 */
export async function openAccount(
  owner: Founder,
  { name, planId, ageDays }: NewAccount,
  { providerUrl, seed }: { providerUrl: string; seed: number },
): Promise<Account> {
  const visit = { requestId: uuidv7(), address: null, now: new Date() };
  const { orgId, slug } = await systemDb().$transaction((tx) =>
    createTenant(tx, { owner: { userId: owner.userId, label: "Simulation" }, name, ...visit }),
  );
  await putOnPlan(orgId, slug, planId, ageDays);
  const ctx = ownerCtx(orgId, planId, owner.userId);
  await connectProvider(ctx, { provider: PROVIDER, secret: "key-of-the-simulation", baseUrl: providerUrl });
  const routeId = await setRoute(ctx, `${seed}-${name}`);
  const { projectId } = await systemDb().route.findUniqueOrThrow({
    where: { id: routeId },
    select: { projectId: true },
  });
  // Everybody is asked; who answers is up to them.
  await updateFeedbackSettings(ctx, { projectId, minTurns: 1, asksWhereUnsure: false });
  const origin = `https://${slug}.example.com`;
  const page = { kind: "publishable" as const, allowedOrigins: [origin] };
  const { secret: serverKey } = await createApiKey(ctx, { name: "Application" });
  const { secret: pageKey } = await createApiKey(ctx, { name: "Widget", ...page });
  const admin = { permissions: ["read" as const, "admin" as const] };
  const { secret: adminKey } = await createApiKey(ctx, { name: "Administration", ...admin });
  return { slug, name, routeId, serverKey, pageKey, adminKey, origin };
}

async function putOnPlan(orgId: string, orgSlug: string, planId: PlanId, ageDays: number): Promise<void> {
  const createdAt = new Date(Date.now() - ageDays * DAY_MS);
  await systemDb().organization.update({ where: { orgId }, data: { createdAt }, select: { orgId: true } });
  if (planId === "enterprise")
    await giveContract({ orgSlug, isGiven: true, operator: "simulation", now: new Date() });
  else await systemDb().subscription.update({ where: { orgId }, data: { planId }, select: { orgId: true } });
}

function ownerCtx(orgId: string, planId: PlanId, userId: string): Ctx {
  const actor = { kind: "user", userId, label: "Simulation", role: "owner" } as const;
  return { orgId, planId, actor, requestId: uuidv7(), address: null, now: () => new Date() };
}

/** The `auto` route; its ids come from the seed, so that the same sessions draw the same models. */
async function setRoute(ctx: Ctx, name: string): Promise<string> {
  const auto = await systemDb().route.findFirstOrThrow({
    where: { orgId: ctx.orgId, slug: "auto" },
    select: { id: true },
  });
  const candidates = MODELS.map(({ model }) => ({ provider: PROVIDER, model }));
  await updateRoute(ctx, {
    ...{ routeId: auto.id, strategy: "feedback_driven", costWeight: COST_WEIGHT },
    candidates,
  });
  const id = `rt_${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_")}`;
  await systemDb().route.update({ where: { id: auto.id }, data: { id }, select: { id: true } });
  for (const [m, { model }] of MODELS.entries())
    await systemDb().routeCandidate.updateMany({
      where: { routeId: id, provider: PROVIDER, model },
      data: { id: `cand_${m}_${id.slice(3)}` },
    });
  return id;
}
