import { z } from "zod";
import {
  ChangeRoleInput,
  Invitation,
  InvitationInput,
  InvitationTokenInput,
  InviteMemberInput,
  JoinedOutput,
  JoinWithPasswordInput,
  ListMembersOutput,
  MemberInput,
  OpenedInvitation,
} from "@/server/contracts/members";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { acceptInvitation } from "./accept-invitation";
import { changeRole } from "./change-role";
import { inviteMember } from "./invite-member";
import { joinWithPassword } from "./join-with-password";
import { leaveOrganization } from "./leave-organization";
import { listMembers } from "./list-members";
import { openInvitation } from "./open-invitation";
import { removeMember } from "./remove-member";
import { resendInvitation } from "./resend-invitation";
import { revokeInvitation } from "./revoke-invitation";
import { transferOwnership } from "./transfer-ownership";

const managers = procedure.requires("member:manage");

export const membersRouter = router({
  list: procedure
    .requires("member:read")
    .output(ListMembersOutput)
    .query(({ ctx }) => listMembers(ctx.org)),
  invite: managers
    .input(InviteMemberInput)
    .output(Invitation)
    .mutation(({ ctx, input }) => inviteMember(ctx.org, input, ctx.origin())),
  resendInvitation: managers
    .input(InvitationInput)
    .output(Invitation)
    .mutation(({ ctx, input }) => resendInvitation(ctx.org, input, ctx.origin())),
  revokeInvitation: managers
    .input(InvitationInput)
    .output(z.void())
    .mutation(({ ctx, input }) => revokeInvitation(ctx.org, input)),
  changeRole: managers
    .input(ChangeRoleInput)
    .output(z.void())
    .mutation(({ ctx, input }) => changeRole(ctx.org, input)),
  remove: managers
    .input(MemberInput)
    .output(z.void())
    .mutation(({ ctx, input }) => removeMember(ctx.org, input)),
  leave: procedure
    .requires("member:leave")
    .output(z.void())
    .mutation(({ ctx }) => leaveOrganization(ctx.org)),
  transferOwnership: procedure
    .requires("ownership:transfer")
    .input(MemberInput)
    .output(z.void())
    .mutation(({ ctx, input }) => transferOwnership(ctx.org, input, ctx.origin())),
  openInvitation: procedure
    .open()
    .input(InvitationTokenInput)
    .output(OpenedInvitation)
    .query(({ ctx, input }) => openInvitation({ ...ctx, now: new Date() }, input)),
  acceptInvitation: procedure
    .signedIn()
    .input(InvitationTokenInput)
    .output(JoinedOutput)
    .mutation(({ ctx, input }) => acceptInvitation({ ...ctx, now: new Date() }, ctx.person, input)),
  joinWithPassword: procedure
    .open()
    .input(JoinWithPasswordInput)
    .output(JoinedOutput)
    .mutation(({ ctx, input }) => joinWithPassword({ ...ctx, now: new Date() }, input)),
});
