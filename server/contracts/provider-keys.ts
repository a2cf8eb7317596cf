import { z } from "zod";
import { PROVIDER_IDS } from "./provider-catalog";
import { CredentialInput } from "./provider-credentials";
import { PROVIDERS } from "./provider-table";
import { KeyBalancingSchema } from "./route-settings";

export const ProviderIdSchema = z.enum(PROVIDER_IDS);
export type ProviderId = z.infer<typeof ProviderIdSchema>;

export const ProviderKey = z.object({
  id: z.string(),
  provider: z.string(),
  name: z.string(),
  baseUrl: z.string().nullable(),
  /** What else the customer told, by the names of the provider's settings. */
  settings: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  /** Last four characters of the stored key; empty when none is stored. */
  lastFour: z.string(),
  /** False after a change of address or provider: the key has to be entered again. */
  hasSecret: z.boolean(),
  createdAt: z.date(),
  revokedAt: z.date().nullable(),
});
export type ProviderKey = z.infer<typeof ProviderKey>;

export const ListProviderKeysOutput = z.object({ items: z.array(ProviderKey) });
export type ListProviderKeysOutput = z.infer<typeof ListProviderKeysOutput>;

export const SetKeyBalancingInput = z.object({
  provider: z.string().refine((id) => Object.hasOwn(PROVIDERS, id), "No such provider."),
  balancing: KeyBalancingSchema,
});
export type SetKeyBalancingInput = z.infer<typeof SetKeyBalancingInput>;

const ProviderKeyName = z.string().trim().min(1, "Enter a name.").max(80);
const Secret = z
  .string()
  .trim()
  .min(1, "Enter the key.")
  .max(4096, "That is longer than any provider's key.")
  .regex(/^[\x21-\x7e]+$/, "A key has no spaces or line breaks.");

/** Shape only; whether the address may be called is decided by the outbound guard, when it is stored and at each call. */
const BaseUrl = z
  .string()
  .trim()
  .max(500)
  .pipe(z.url({ protocol: /^https?$/, error: "Enter an address such as https://models.example.com/v1." }))
  .refine((url) => !/^https?:\/\/[^/]*@/.test(url), "Leave user name and password out of the address.")
  .refine((url) => !/[?#]/.test(url), "Leave query and fragment out of the address.")
  .transform((url) => url.replace(/\/+$/, ""));

/** Shape only; each provider says which it takes. */
const Settings = z.record(
  z.string().max(40),
  z.union([z.string().max(50_000), z.array(z.string().max(500)).max(500)]),
);

export const ConnectProviderInput = z.object({
  provider: ProviderIdSchema,
  /** The provider's name when left out. */
  name: ProviderKeyName.optional(),
  secret: Secret.optional(),
  /** Instead of `secret`, where a provider's key has several parts. */
  credential: CredentialInput.optional(),
  baseUrl: BaseUrl.optional(),
  settings: Settings.optional(),
});
export type ConnectProviderInput = z.input<typeof ConnectProviderInput>;

export const UpdateProviderKeyInput = z.object({
  providerKeyId: z.string().max(64),
  name: ProviderKeyName.optional(),
  provider: ProviderIdSchema.optional(),
  /** Changing it clears the stored key unless a new one comes with it. */
  baseUrl: BaseUrl.nullable().optional(),
  /** All of them, replacing the stored ones. One that changes the address clears the stored key, too. */
  settings: Settings.optional(),
  secret: Secret.optional(),
  credential: CredentialInput.optional(),
});
export type UpdateProviderKeyInput = z.input<typeof UpdateProviderKeyInput>;

export const RevokeProviderKeyInput = z.object({ providerKeyId: z.string().max(64) });
export type RevokeProviderKeyInput = z.infer<typeof RevokeProviderKeyInput>;

export const TestProviderKeyInput = z.object({ providerKeyId: z.string().max(64) });
export type TestProviderKeyInput = z.infer<typeof TestProviderKeyInput>;

export const ProviderKeyTest = z.object({
  /** `untestable`: the provider has nothing to ask that costs nothing. */
  outcome: z.enum(["ok", "unauthorized", "unreachable", "unexpected", "untestable"]),
  /** For people, in our own words. */
  detail: z.string(),
  /** Only with `ok`. */
  modelCount: z.int().optional(),
  durationMs: z.int(),
});
export type ProviderKeyTest = z.infer<typeof ProviderKeyTest>;
