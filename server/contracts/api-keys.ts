import { z } from "zod";
import { FirewallFloorSchema } from "./firewall";
import { KeyPermissionSchema } from "./permissions";

export const API_KEY_KINDS = ["server", "publishable"] as const;
export const ApiKeyKindSchema = z.enum(API_KEY_KINDS);

export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  kind: ApiKeyKindSchema,
  /** First characters of the key, for display with `lastFour`. */
  prefix: z.string(),
  lastFour: z.string(),
  projectId: z.string(),
  projectName: z.string(),
  permissions: z.array(KeyPermissionSchema),
  allowedModels: z.array(z.string()),
  allowedIps: z.array(z.string()),
  allowedOrigins: z.array(z.string()),
  requestsPerMinute: z.number().nullable(),
  tokensPerMinute: z.number().nullable(),
  /** The least the firewall does for this key; null: what the project says. */
  firewallMode: FirewallFloorSchema.nullable(),
  status: z.enum(["active", "expired", "revoked"]),
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

export const ListApiKeysOutput = z.object({ items: z.array(ApiKey) });
export type ListApiKeysOutput = z.infer<typeof ListApiKeysOutput>;

const IP_FORMS = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

/** One check and one message: of a union, forms would show the complaint of a single member. */
const IpOrRange = z
  .string()
  .trim()
  .refine(
    (text) => IP_FORMS.safeParse(text).success,
    "Enter an IP address or a range such as 203.0.113.0/24.",
  );

/** Scheme, host and port; `https://*.example.com` stands for one left label. */
const OriginSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^https?:\/\/(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::\d{1,5})?$/,
    "Enter an origin such as https://app.example.com.",
  );

/** Null: no limit besides the organisation's. */
const perMinute = (max: number, message: string) =>
  z.number({ error: message }).int(message).min(1, message).max(max, message).nullable();

const KEY_FACTS = {
  name: z.string().trim().min(1, "Enter a name.").max(80),
  permissions: z.array(KeyPermissionSchema).max(4),
  allowedModels: z.array(z.string().trim().min(1).max(200)).max(50),
  allowedIps: z.array(IpOrRange).max(50),
  allowedOrigins: z.array(OriginSchema).max(50),
  requestsPerMinute: perMinute(1_000_000, "Enter a whole number from 1 to 1,000,000."),
  tokensPerMinute: perMinute(1_000_000_000, "Enter a whole number from 1 to 1,000,000,000."),
  firewallMode: FirewallFloorSchema.nullable(),
  expiresAt: z.date().nullable(),
};

export const NO_PERMISSION = "Choose at least one permission.";
export const NO_ORIGIN = "A publishable key needs at least one origin.";

export const CreateApiKeyInput = z
  .object({
    name: KEY_FACTS.name,
    kind: ApiKeyKindSchema.default("server"),
    /** The default project when left out. */
    projectId: z.string().max(64).optional(),
    permissions: KEY_FACTS.permissions.default(["read", "write", "feedback"]),
    allowedModels: KEY_FACTS.allowedModels.default([]),
    allowedIps: KEY_FACTS.allowedIps.default([]),
    allowedOrigins: KEY_FACTS.allowedOrigins.default([]),
    requestsPerMinute: KEY_FACTS.requestsPerMinute.default(null),
    tokensPerMinute: KEY_FACTS.tokensPerMinute.default(null),
    firewallMode: KEY_FACTS.firewallMode.default(null),
    expiresAt: KEY_FACTS.expiresAt.default(null),
  })
  .superRefine((input, context) => {
    if (input.kind === "publishable" && input.allowedOrigins.length === 0) {
      context.addIssue({ code: "custom", path: ["allowedOrigins"], message: NO_ORIGIN });
    }
    if (input.kind === "server" && input.permissions.length === 0) {
      context.addIssue({ code: "custom", path: ["permissions"], message: NO_PERMISSION });
    }
  });
export type CreateApiKeyInput = z.input<typeof CreateApiKeyInput>;

/** The only answer that ever holds the key itself. */
export const CreateApiKeyOutput = z.object({ apiKey: ApiKey, secret: z.string() });
export type CreateApiKeyOutput = z.infer<typeof CreateApiKeyOutput>;

/** What is left out stays as it is. Kind, project and the key itself never change. */
export const UpdateApiKeyInput = z
  .object(KEY_FACTS)
  .partial()
  .extend({ apiKeyId: z.string().max(64) });
export type UpdateApiKeyInput = z.input<typeof UpdateApiKeyInput>;

export const RevokeApiKeyInput = z.object({ apiKeyId: z.string().max(64) });
export type RevokeApiKeyInput = z.infer<typeof RevokeApiKeyInput>;
