import { z } from "zod";
import {
  BeginTwoFactorInput,
  RecoveryCodesOutput,
  TwoFactorCodeInput,
  TwoFactorSetup,
  TwoFactorStatus,
} from "@/server/contracts/two-factor";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { beginTwoFactor } from "./begin-two-factor";
import { confirmTwoFactor } from "./confirm-two-factor";
import { getTwoFactor } from "./get-two-factor";
import { passSignIn } from "./pass-sign-in";
import { renewRecoveryCodes } from "./renew-recovery-codes";
import { turnOffTwoFactor } from "./turn-off-two-factor";

const withCode = procedure.signedIn().input(TwoFactorCodeInput);

export const twoFactorRouter = router({
  status: procedure
    .signedIn()
    .output(TwoFactorStatus)
    .query(({ ctx }) => getTwoFactor(ctx.person.userId)),
  begin: procedure
    .signedIn()
    .input(BeginTwoFactorInput)
    .output(TwoFactorSetup)
    .mutation(({ ctx, input }) => beginTwoFactor(ctx.person, input, new Date())),
  confirm: withCode
    .output(RecoveryCodesOutput)
    .mutation(({ ctx, input }) => confirmTwoFactor(ctx.person, input, new Date())),
  turnOff: withCode
    .output(z.void())
    .mutation(({ ctx, input }) => turnOffTwoFactor(ctx.person, input, new Date())),
  renewRecoveryCodes: withCode
    .output(RecoveryCodesOutput)
    .mutation(({ ctx, input }) => renewRecoveryCodes(ctx.person.userId, input, new Date())),
  passSignIn: procedure
    .open()
    .input(TwoFactorCodeInput)
    .output(z.void())
    .mutation(async ({ ctx, input }) =>
      ctx.useLogin(await passSignIn(await ctx.pending(), input, new Date())),
    ),
});
