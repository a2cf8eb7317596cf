import { z } from "zod";
import {
  AccountOutput,
  ChangeEmailInput,
  ChangePasswordInput,
  ForgotPasswordInput,
  LinkTokenInput,
  ListLoginSessionsOutput,
  MeOutput,
  ResetPasswordInput,
  RevokeLoginSessionInput,
  SignInOptionsOutput,
  SignUpInput,
  SignUpOutput,
} from "@/server/contracts/identity";
import { CreateOrganizationInput, CreateOrganizationOutput } from "@/server/contracts/organizations";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { changeEmail } from "./change-email";
import { changePassword } from "./change-password";
import { confirmEmail } from "./confirm-email";
import { createOrganization } from "./create-organization";
import { forgotPassword } from "./forgot-password";
import { getAccount } from "./get-account";
import { getMe } from "./get-me";
import { listLoginSessions } from "./list-login-sessions";
import { endAllLogins } from "./login-sessions";
import { requestConfirmation } from "./request-confirmation";
import { resetPassword } from "./reset-password";
import { revokeLoginSession } from "./revoke-login-session";
import { getSignInOptions } from "./sign-in-options";
import { signUp } from "./sign-up";

export const identityRouter = router({
  signInOptions: procedure
    .open()
    .output(SignInOptionsOutput)
    .query(() => getSignInOptions()),
  signUp: procedure
    .open()
    .input(SignUpInput)
    .output(SignUpOutput)
    .mutation(({ ctx, input }) => signUp({ ...ctx, now: new Date() }, input, ctx.origin())),
  forgotPassword: procedure
    .open()
    .input(ForgotPasswordInput)
    .output(z.void())
    .mutation(({ ctx, input }) => forgotPassword({ ...ctx, now: new Date() }, input, ctx.origin())),
  resetPassword: procedure
    .open()
    .input(ResetPasswordInput)
    .output(z.void())
    .mutation(({ ctx, input }) => resetPassword({ ...ctx, now: new Date() }, input)),
  account: procedure
    .signedIn()
    .output(AccountOutput)
    .query(({ ctx }) => getAccount(ctx.person.userId)),
  changePassword: procedure
    .signedIn()
    .input(ChangePasswordInput)
    .output(z.void())
    .mutation(({ ctx, input }) => changePassword(ctx.person, input, new Date())),
  changeEmail: procedure
    .signedIn()
    .input(ChangeEmailInput)
    .output(z.void())
    .mutation(({ ctx, input }) => changeEmail(ctx.person, input, { now: new Date(), origin: ctx.origin() })),
  requestConfirmation: procedure
    .signedIn()
    .output(z.void())
    .mutation(({ ctx }) => requestConfirmation(ctx.person.userId, { now: new Date(), origin: ctx.origin() })),
  confirmEmail: procedure
    .signedIn()
    .input(LinkTokenInput)
    .output(z.object({ email: z.string() }))
    .mutation(({ ctx, input }) => confirmEmail(ctx.person, input, new Date())),
  createOrganization: procedure
    .signedIn()
    .input(CreateOrganizationInput)
    .output(CreateOrganizationOutput)
    .mutation(({ ctx, input }) => createOrganization({ ...ctx, now: new Date() }, ctx.person, input)),
  me: procedure
    .signedIn()
    .output(MeOutput)
    .query(({ ctx }) => getMe(ctx.person)),
  listSessions: procedure
    .signedIn()
    .output(ListLoginSessionsOutput)
    .query(({ ctx }) => listLoginSessions(ctx.person, new Date())),
  revokeSession: procedure
    .signedIn()
    .input(RevokeLoginSessionInput)
    .output(z.void())
    .mutation(({ ctx, input }) => revokeLoginSession(ctx.person.userId, input, new Date())),
  signOutEverywhere: procedure
    .signedIn()
    .output(z.object({ count: z.number().int() }))
    .mutation(async ({ ctx }) => ({ count: await endAllLogins(ctx.person.userId, new Date()) })),
});
