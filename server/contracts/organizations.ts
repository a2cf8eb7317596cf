import { z } from "zod";
import { RoleSchema } from "./permissions";
import { PlanIdSchema } from "./plans";

export const SlugSchema = z
  .string()
  .trim()
  .toLowerCase()
  .min(2, "Use at least 2 characters.")
  .max(48, "Use at most 48 characters.")
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "Use letters, digits and single hyphens.");

/** First path segments that belong to the product, so that no organisation can take them. */
export const RESERVED_SLUGS: readonly string[] = [
  "admin",
  "api",
  "app",
  "assets",
  "auth",
  "blog",
  "changelog",
  "compare",
  "contact",
  "decide",
  "docs",
  "download",
  "features",
  "health",
  "help",
  "home",
  "icon",
  "invite",
  "legal",
  "login",
  "logout",
  "new",
  "nps",
  "onboarding",
  "outbox",
  "pricing",
  "privacy",
  "public",
  "robots",
  "scim",
  "security",
  "settings",
  "sign-in",
  "sign-out",
  "sign-up",
  "check-your-mail",
  "confirm-email",
  "forgot-password",
  "reset-password",
  "two-factor",
  "sitemap",
  "static",
  "status",
  "support",
  "terms",
  "trust",
  "v1",
  "verify",
  "www",
];

export const Organization = z.object({
  orgId: z.string(),
  slug: z.string(),
  name: z.string(),
  planId: PlanIdSchema,
  /** Role of whoever asks; null for a key or job. */
  role: RoleSchema.nullable(),
  isDemo: z.boolean(),
  /** Whether members without two-factor sign-in are kept out. */
  requireTwoFactor: z.boolean(),
  learningMode: z.enum(["shared", "isolated"]),
  createdAt: z.date(),
});
export type Organization = z.infer<typeof Organization>;

export const UpdateOrganizationInput = z.object({
  name: z.string().trim().min(1, "Enter a name.").max(80).optional(),
  slug: SlugSchema.refine((slug) => !RESERVED_SLUGS.includes(slug), "That address is reserved.").optional(),
});
export type UpdateOrganizationInput = z.infer<typeof UpdateOrganizationInput>;

export const RequireTwoFactorInput = z.object({ isRequired: z.boolean() });
export type RequireTwoFactorInput = z.infer<typeof RequireTwoFactorInput>;

export const CreateOrganizationInput = z.object({
  name: z.string().trim().min(1, "Enter a name.").max(80, "At most 80 characters."),
});
export type CreateOrganizationInput = z.infer<typeof CreateOrganizationInput>;

export const CreateOrganizationOutput = z.object({ orgSlug: z.string() });
export type CreateOrganizationOutput = z.infer<typeof CreateOrganizationOutput>;
