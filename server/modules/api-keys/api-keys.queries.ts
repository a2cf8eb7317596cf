import type { ApiKey } from "@/server/contracts/api-keys";
import { FirewallFloorSchema } from "@/server/contracts/firewall";
import { KeyPermissionSchema } from "@/server/contracts/permissions";
import type { Prisma } from "@/server/db/generated/client";

/** Without the hash: nothing that leaves this module may hold it. */
export const API_KEY_FIELDS = {
  id: true,
  name: true,
  kind: true,
  prefix: true,
  lastFour: true,
  projectId: true,
  permissions: true,
  allowedModels: true,
  allowedIps: true,
  allowedOrigins: true,
  requestsPerMinute: true,
  tokensPerMinute: true,
  firewallMode: true,
  createdAt: true,
  expiresAt: true,
  revokedAt: true,
  lastUsedAt: true,
} as const satisfies Prisma.ApiKeySelect;

export type ApiKeyRow = Prisma.ApiKeyGetPayload<{ select: typeof API_KEY_FIELDS }>;

export function toApiKey(row: ApiKeyRow, projectName: string, now: Date): ApiKey {
  return {
    ...row,
    permissions: row.permissions.map((permission) => KeyPermissionSchema.parse(permission)),
    firewallMode: FirewallFloorSchema.safeParse(row.firewallMode).data ?? null,
    projectName,
    status: statusOf(row, now),
  };
}

function statusOf(row: ApiKeyRow, now: Date): ApiKey["status"] {
  if (row.revokedAt !== null) return "revoked";
  return row.expiresAt !== null && row.expiresAt <= now ? "expired" : "active";
}
