import { z } from "zod";
import { type Role, RoleSchema } from "./permissions";

export const SSO_TXT_PREFIX = "_floopy";

const Domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253, "That is too long for a domain.")
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, "Enter a domain, like company.com.");
const Issuer = z
  .url("Enter an address, like https://login.company.com.")
  .max(500, "At most 500 characters.")
  .transform((issuer) => issuer.replace(/\/$/, ""));

/** What people can come in as without being made it by somebody. */
export const JOIN_ROLES = ["member", "viewer", "rater"] as const satisfies readonly Role[];
const JoinRoleSchema = z.enum(JOIN_ROLES);

/** The domain of an organisation, and how people of it sign in at their own identity provider (OpenID Connect). */
export const SsoConnection = z.object({
  domain: z.string(),
  /** Null while there is a domain and no identity provider. */
  issuer: z.string().nullable(),
  clientId: z.string().nullable(),
  /** The TXT record that proves the domain. */
  txt: z.object({ name: z.string(), value: z.string() }),
  isDomainVerified: z.boolean(),
  /** People of the domain can sign in in no other way. */
  isEnforced: z.boolean(),
  /** Of whoever comes in for the first time. */
  joinRole: RoleSchema,
  lastSignInAt: z.date().nullable(),
});
export type SsoConnection = z.infer<typeof SsoConnection>;

export const SsoOutput = z.object({ connection: SsoConnection.nullable() });
export type SsoOutput = z.infer<typeof SsoOutput>;

export const SaveSsoInput = z.object({
  domain: Domain,
  issuer: Issuer,
  clientId: z.string().trim().min(1, "Enter the client id.").max(300),
  /** Left out: the stored one stays, unless the issuer changes. */
  clientSecret: z.string().trim().min(1).max(1_000).optional(),
});
export type SaveSsoInput = z.input<typeof SaveSsoInput>;

export const ClaimDomainInput = z.object({ domain: Domain });
export type ClaimDomainInput = z.input<typeof ClaimDomainInput>;

export const EnforceSsoInput = z.object({ isEnforced: z.boolean() });
export type EnforceSsoInput = z.infer<typeof EnforceSsoInput>;

export const SetJoinRoleInput = z.object({ role: JoinRoleSchema });
export type SetJoinRoleInput = z.infer<typeof SetJoinRoleInput>;
