import type { OnboardingOutput } from "@/server/contracts/onboarding";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";

/** Where the organisation stands on its way from an empty account to feedback on its own traffic. */
export async function getOnboarding(ctx: Ctx): Promise<OnboardingOutput> {
  authorize(ctx, "organization:read");
  const { orgId } = ctx;
  return withTenant(ctx, async (tx) => {
    const firstRequest = await tx.request.findFirst({
      where: { orgId },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      select: { id: true, createdAt: true, isSandbox: true },
    });
    const { createdAt } = await tx.organization.findUniqueOrThrow({
      where: { orgId },
      select: { createdAt: true },
    });
    return {
      apiKeyCount: await tx.apiKey.count({ where: { orgId, revokedAt: null } }),
      providerCount: await tx.providerKey.count({ where: { orgId, revokedAt: null } }),
      firstRequest,
      hasInventedPast: firstRequest !== null && firstRequest.createdAt < createdAt,
      feedbackCount:
        (await tx.feedback.count({ where: { orgId } })) + (await tx.npsResponse.count({ where: { orgId } })),
      memberCount: await tx.membership.count({ where: { orgId } }),
    };
  });
}
