import { z } from "zod";
import { type Role, RoleSchema } from "./permissions";

/** Two, so that a new one can be put in place before the old one is revoked. */
export const SCIM_TOKENS_MAX = 2;

/** What a group of a directory can stand for. Owners are made by people. */
export const SCIM_ROLES = ["admin", "member", "viewer", "rater"] as const satisfies readonly Role[];
const ScimRoleSchema = z.enum(SCIM_ROLES);

export const ScimToken = z.object({
  id: z.string(),
  lastFour: z.string(),
  createdByLabel: z.string(),
  createdAt: z.date(),
  lastUsedAt: z.date().nullable(),
});
export type ScimToken = z.infer<typeof ScimToken>;

export const ScimGroup = z.object({
  id: z.string(),
  displayName: z.string(),
  /** Null: it stands for none. */
  role: RoleSchema.nullable(),
  members: z.int(),
});
export type ScimGroup = z.infer<typeof ScimGroup>;

export const DirectoryOutput = z.object({
  /** Only addresses of it come in; null until it is proved. */
  domain: z.string().nullable(),
  /** Of those without a group that stands for another one. */
  joinRole: RoleSchema,
  tokens: z.array(ScimToken),
  users: z.object({ active: z.int(), inactive: z.int() }),
  groups: z.array(ScimGroup),
});
export type DirectoryOutput = z.infer<typeof DirectoryOutput>;

/** The only answer that carries the token. */
export const ScimTokenWithSecret = z.object({ token: ScimToken, secret: z.string() });
export type ScimTokenWithSecret = z.infer<typeof ScimTokenWithSecret>;

export const ScimTokenInput = z.object({ tokenId: z.string().max(64) });
export type ScimTokenInput = z.infer<typeof ScimTokenInput>;

export const MapScimGroupInput = z.object({
  groupId: z.string().max(64),
  role: ScimRoleSchema.nullable(),
});
export type MapScimGroupInput = z.infer<typeof MapScimGroupInput>;
