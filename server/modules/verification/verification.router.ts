import { VerificationInput, VerificationView } from "@/server/contracts/verification";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { getVerification } from "./get-verification";

export const verificationRouter = router({
  get: procedure
    .requires("route:read")
    .input(VerificationInput)
    .output(VerificationView)
    .query(({ ctx, input }) => getVerification(ctx.org, input)),
});
