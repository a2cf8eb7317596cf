import { z } from "zod";
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
  z.number({ error: message }).int(message).min(1, message).max(max, message).nullable().default(null);

export const CreateApiKeyInput = z
  .object({
    name: z.string().trim().min(1, "Enter a name.").max(80),
    kind: ApiKeyKindSchema.default("server"),
    /** The default project when left out. */
    projectId: z.string().max(64).optional(),
    permissions: z.array(KeyPermissionSchema).max(4).default(["read", "write", "feedback"]),
    allowedModels: z.array(z.string().trim().min(1).max(200)).max(50).default([]),
    allowedIps: z.array(IpOrRange).max(50).default([]),
    allowedOrigins: z.array(OriginSchema).max(50).default([]),
    requestsPerMinute: perMinute(1_000_000, "Enter a whole number from 1 to 1,000,000."),
    tokensPerMinute: perMinute(1_000_000_000, "Enter a whole number from 1 to 1,000,000,000."),
    expiresAt: z.date().nullable().default(null),
  })
  .superRefine((input, context) => {
    if (input.kind === "publishable" && input.allowedOrigins.length === 0) {
      const message = "A publishable key needs at least one origin.";
      context.addIssue({ code: "custom", path: ["allowedOrigins"], message });
    }
    if (input.kind === "server" && input.permissions.length === 0) {
      context.addIssue({ code: "custom", path: ["permissions"], message: "Choose at least one permission." });
    }
  });
export type CreateApiKeyInput = z.input<typeof CreateApiKeyInput>;

/** The only answer that ever holds the key itself. */
export const CreateApiKeyOutput = z.object({ apiKey: ApiKey, secret: z.string() });
export type CreateApiKeyOutput = z.infer<typeof CreateApiKeyOutput>;

export const RevokeApiKeyInput = z.object({ apiKeyId: z.string().max(64) });
export type RevokeApiKeyInput = z.infer<typeof RevokeApiKeyInput>;
