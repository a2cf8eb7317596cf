import { z } from "zod";
import {
  ClaimDomainInput,
  EnforceSsoInput,
  SaveSsoInput,
  SetJoinRoleInput,
  SsoConnection,
  SsoOutput,
} from "@/server/contracts/sso";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { claimDomain } from "./claim-domain";
import { deleteSso } from "./delete-sso";
import { enforceSso } from "./enforce-sso";
import { getSso } from "./get-sso";
import { saveSso } from "./save-sso";
import { setJoinRole } from "./set-join-role";
import { verifyDomain } from "./verify-domain";

export const ssoRouter = router({
  get: procedure
    .requires("sso:manage")
    .output(SsoOutput)
    .query(({ ctx }) => getSso(ctx.org)),
  save: procedure
    .requires("sso:manage")
    .input(SaveSsoInput)
    .output(SsoConnection)
    .mutation(({ ctx, input }) => saveSso(ctx.org, input)),
  claimDomain: procedure
    .requires("sso:manage")
    .input(ClaimDomainInput)
    .output(SsoConnection)
    .mutation(({ ctx, input }) => claimDomain(ctx.org, input)),
  verifyDomain: procedure
    .requires("sso:manage")
    .output(SsoConnection)
    .mutation(({ ctx }) => verifyDomain(ctx.org)),
  enforce: procedure
    .requires("sso:manage")
    .input(EnforceSsoInput)
    .output(SsoConnection)
    .mutation(({ ctx, input }) => enforceSso(ctx.org, input)),
  setJoinRole: procedure
    .requires("sso:manage")
    .input(SetJoinRoleInput)
    .output(SsoConnection)
    .mutation(({ ctx, input }) => setJoinRole(ctx.org, input)),
  delete: procedure
    .requires("sso:manage")
    .output(z.void())
    .mutation(({ ctx }) => deleteSso(ctx.org)),
});
