import type { CreateApiKeyInput } from "@/server/contracts/api-keys";

/** What the forms for a new key and for an existing one share. */
export type KeyFacts = Pick<
  CreateApiKeyInput,
  | "permissions"
  | "allowedModels"
  | "allowedIps"
  | "allowedOrigins"
  | "requestsPerMinute"
  | "tokensPerMinute"
  | "firewallMode"
  | "expiresAt"
>;
