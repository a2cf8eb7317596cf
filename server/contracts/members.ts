import { z } from "zod";
import { EmailSchema, PasswordSchema } from "./identity";
import { RoleSchema } from "./permissions";

export const INVITATION_DAYS = 7;

export const Member = z.object({
  userId: z.string(),
  name: z.string().nullable(),
  email: z.string(),
  role: RoleSchema,
  hasTwoFactor: z.boolean(),
  joinedAt: z.date(),
});
export type Member = z.infer<typeof Member>;

export const Invitation = z.object({
  id: z.string(),
  email: z.string(),
  role: RoleSchema,
  isExpired: z.boolean(),
  sentAt: z.date(),
  expiresAt: z.date(),
});
export type Invitation = z.infer<typeof Invitation>;

export const ListMembersOutput = z.object({
  items: z.array(Member),
  /** Neither accepted nor withdrawn. */
  invitations: z.array(Invitation),
  /** Members and open invitations, of the plan's seats; null: any number. */
  seats: z.object({ used: z.int(), max: z.int().nullable() }),
});
export type ListMembersOutput = z.infer<typeof ListMembersOutput>;

export const InviteMemberInput = z.object({ email: EmailSchema, role: RoleSchema });
export type InviteMemberInput = z.infer<typeof InviteMemberInput>;

export const InvitationInput = z.object({ invitationId: z.string().max(64) });
export type InvitationInput = z.infer<typeof InvitationInput>;

export const MemberInput = z.object({ userId: z.string().max(64) });
export type MemberInput = z.infer<typeof MemberInput>;

export const ChangeRoleInput = MemberInput.extend({ role: RoleSchema });
export type ChangeRoleInput = z.infer<typeof ChangeRoleInput>;

const Token = z.string().min(1).max(200);

export const InvitationTokenInput = z.object({ token: Token });
export type InvitationTokenInput = z.infer<typeof InvitationTokenInput>;

/** What the holder of a link may know before they join. */
export const OpenedInvitation = z.object({
  state: z.enum(["open", "expired", "accepted", "revoked"]),
  organizationName: z.string(),
  email: z.string(),
  role: RoleSchema,
  invitedBy: z.string().nullable(),
  /** Whether the address has an account to sign in to. */
  hasAccount: z.boolean(),
});
export type OpenedInvitation = z.infer<typeof OpenedInvitation>;

export const JoinWithPasswordInput = z.object({
  token: Token,
  name: z.string().trim().min(1, "Enter your name.").max(80, "At most 80 characters."),
  password: PasswordSchema,
});
export type JoinWithPasswordInput = z.infer<typeof JoinWithPasswordInput>;

export const JoinedOutput = z.object({ orgSlug: z.string(), email: z.string() });
export type JoinedOutput = z.infer<typeof JoinedOutput>;
