import { z } from "zod";
import {
  ListLoginSessionsOutput,
  MeOutput,
  RevokeLoginSessionInput,
  SignInOptionsOutput,
  SignUpInput,
  SignUpOutput,
} from "@/server/contracts/identity";
import { CreateOrganizationInput, CreateOrganizationOutput } from "@/server/contracts/organizations";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { createOrganization } from "./create-organization";
import { getMe } from "./get-me";
import { listLoginSessions } from "./list-login-sessions";
import { endAllLogins } from "./login-sessions";
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
    .mutation(({ ctx, input }) => signUp({ ...ctx, now: new Date() }, input)),
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
