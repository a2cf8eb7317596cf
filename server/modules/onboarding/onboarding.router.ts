import { OnboardingOutput } from "@/server/contracts/onboarding";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { getOnboarding } from "./get-onboarding";

export const onboardingRouter = router({
  get: procedure
    .requires("organization:read")
    .output(OnboardingOutput)
    .query(({ ctx }) => getOnboarding(ctx.org)),
});
