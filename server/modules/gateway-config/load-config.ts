import {
  DEFAULT_FEEDBACK_SETTINGS,
  type FeedbackSettings,
  readFeedbackSettings,
} from "@/server/contracts/feedback-settings";
import {
  DEFAULT_FIREWALL_SETTINGS,
  FirewallFloorSchema,
  readFirewallSettings,
} from "@/server/contracts/firewall";
import { ActiveAllowRule } from "@/server/contracts/firewall-allow";
import { KeyPermissionSchema } from "@/server/contracts/permissions";
import { PriceVectorSchema } from "@/server/contracts/prices";
import { DEFAULT_CACHE_SETTINGS } from "@/server/contracts/response-cache";
import { readKeyBalancing } from "@/server/contracts/route-settings";
import type { ContentKey } from "@/server/core/content-cipher";
import { errorFields, log } from "@/server/core/logger";
import { systemDb } from "@/server/db/system";
import { QUOTA_FIELDS, quotaTerms } from "@/server/modules/billing";
import type { BudgetConfig } from "@/server/modules/budgets";
import { currentContentKey } from "@/server/modules/content-keys";
import { loadOwnPart } from "@/server/modules/learning";
import { openProviderSecret } from "@/server/modules/provider-keys";
import type {
  CacheConfig,
  GatewayKey,
  OrgConfig,
  OwnPriceConfig,
  ProjectConfig,
  ProviderConnection,
} from "./config-types";
import { loadRemoteDetectors } from "./load-remote-detectors";
import { loadRoutes } from "./load-routes";
import { loadRoutingRules } from "./load-routing-rules";

/** A key by its hash; null when no such key exists. Throws when the database cannot be asked. */
export async function loadKey(hash: string): Promise<GatewayKey | null> {
  const row = await systemDb().apiKey.findUnique({
    where: { hash },
    select: {
      id: true,
      orgId: true,
      projectId: true,
      kind: true,
      permissions: true,
      allowedModels: true,
      allowedIps: true,
      allowedOrigins: true,
      requestsPerMinute: true,
      tokensPerMinute: true,
      firewallMode: true,
      expiresAt: true,
      revokedAt: true,
    },
  });
  if (row === null) return null;
  const { expiresAt, revokedAt, permissions, firewallMode, ...rest } = row;
  return {
    ...rest,
    permissions: permissions.flatMap((name) => KeyPermissionSchema.safeParse(name).data ?? []),
    firewallMode: FirewallFloorSchema.safeParse(firewallMode).data ?? null,
    expiresAtMs: expiresAt?.getTime() ?? null,
    isRevoked: revokedAt !== null,
  };
}

const ORGANIZATION_FIELDS = {
  subscription: { select: { planId: true, ...QUOTA_FIELDS } },
  keyBalancing: true,
  createdAt: true,
  learningMode: true,
  projects: {
    select: {
      id: true,
      slug: true,
      storageMode: true,
      hashEndUserIds: true,
      defaultRouteSlug: true,
      taskCategory: true,
    },
  },
} as const;

/** An organisation's whole configuration; null when it no longer exists. */
export async function loadOrgConfig(orgId: string): Promise<OrgConfig | null> {
  const db = systemDb();
  const organization = await db.organization.findUnique({
    where: { orgId },
    select: ORGANIZATION_FIELDS,
  });
  if (organization === null) return null;
  const planId = organization.subscription?.planId ?? "free";
  const [
    connections,
    routes,
    caches,
    feedback,
    firewalls,
    detectors,
    budgets,
    prices,
    learning,
    rules,
    contentKey,
  ] = await Promise.all([
    loadConnections(orgId),
    loadRoutes(orgId, planId),
    loadCaches(orgId),
    loadFeedbackSettings(orgId),
    loadFirewalls(orgId),
    loadRemoteDetectors(orgId),
    loadBudgets(orgId),
    loadPrices(orgId),
    loadOwnPart(orgId),
    loadRoutingRules(orgId, planId),
    loadContentKey(orgId),
  ]);
  return {
    orgId,
    planId,
    quotaTerms: quotaTerms(organization.subscription),
    keyBalancing: readKeyBalancing(organization.keyBalancing),
    projects: organization.projects.map((project) => ({
      ...project,
      cache: caches.get(project.id) ?? { ...DEFAULT_CACHE_SETTINGS, generation: 0 },
      feedback: feedback.get(project.id) ?? DEFAULT_FEEDBACK_SETTINGS,
      ...(firewalls.get(project.id) ?? NO_POLICY),
      remoteDetector: detectors.get(project.id) ?? null,
    })),
    connections,
    routes,
    prices,
    createdAtMs: organization.createdAt.getTime(),
    learningMode: organization.learningMode,
    learning,
    contentKey,
    ...rules,
    budgets: [...budgets, ...rules.budgets],
  };
}

/** Requests are answered also where their text cannot be kept. */
async function loadContentKey(orgId: string): Promise<ContentKey | null> {
  try {
    return await currentContentKey(orgId);
  } catch (thrown) {
    log.error("texts cannot be encrypted and are not stored", { orgId, ...errorFields(thrown) });
    return null;
  }
}

async function loadCaches(orgId: string): Promise<Map<string, CacheConfig>> {
  const rows = await systemDb().cachePolicy.findMany({
    where: { orgId },
    omit: { orgId: true, clearedAt: true },
  });
  return new Map(rows.map(({ projectId, ...cache }) => [projectId, cache]));
}

async function loadFeedbackSettings(orgId: string): Promise<Map<string, FeedbackSettings>> {
  const rows = await systemDb().feedbackSettings.findMany({
    where: { orgId },
    select: { projectId: true, settings: true },
  });
  return new Map(rows.map(({ projectId, settings }) => [projectId, readFeedbackSettings(settings)]));
}

type FirewallConfig = Pick<
  ProjectConfig,
  "firewall" | "firewallVersion" | "firewallPolicyVersion" | "firewallAllow"
>;

const NO_POLICY: FirewallConfig = {
  firewall: DEFAULT_FIREWALL_SETTINGS,
  firewallVersion: "",
  firewallPolicyVersion: 0,
  firewallAllow: [],
};

async function loadFirewalls(orgId: string): Promise<Map<string, FirewallConfig>> {
  const allowed = await loadAllowRules(orgId);
  const rows = await systemDb().firewallPolicy.findMany({
    where: { orgId },
    select: { id: true, projectId: true, rules: true, version: true, updatedAt: true },
  });
  return new Map(
    rows.map(({ id, projectId, rules, version, updatedAt }) => [
      projectId,
      {
        firewall: readFirewallSettings(rules),
        firewallVersion: `${id}:${version}:${updatedAt.getTime()};`,
        firewallPolicyVersion: version,
        firewallAllow: allowed.get(projectId) ?? [],
      },
    ]),
  );
}

async function loadAllowRules(orgId: string): Promise<Map<string, ActiveAllowRule[]>> {
  const rows = await systemDb().firewallAllowRule.findMany({
    where: { orgId },
    orderBy: { id: "asc" },
    take: 10_000,
    omit: { orgId: true, reason: true },
  });
  const rules = new Map<string, ActiveAllowRule[]>();
  for (const { projectId, expiresAt, ...row } of rows) {
    // A rule that cannot be read lets nothing pass.
    const { data } = ActiveAllowRule.safeParse({ ...row, expiresAtMs: expiresAt?.getTime() ?? null });
    if (data !== undefined) rules.set(projectId, [...(rules.get(projectId) ?? []), data]);
  }
  return rules;
}

async function loadBudgets(orgId: string): Promise<BudgetConfig[]> {
  const rows = await systemDb().budget.findMany({
    where: { orgId },
    take: 1_000,
    select: { id: true, scope: true, scopeId: true, period: true, limitMicroUsd: true, mode: true },
  });
  return rows.map((row) => ({ ...row, limitMicroUsd: Number(row.limitMicroUsd) }));
}

async function loadConnections(orgId: string): Promise<ProviderConnection[]> {
  const rows = await systemDb().providerKey.findMany({
    where: { orgId, revokedAt: null },
    orderBy: { createdAt: "asc" },
    take: 500,
    select: {
      id: true,
      provider: true,
      baseUrl: true,
      ciphertext: true,
      wrappedKey: true,
      masterKeyId: true,
      version: true,
      settings: true,
      weight: true,
    },
  });
  return rows.flatMap((row) => {
    const secret = openSecret(orgId, row);
    if (secret === undefined) return [];
    const { id, provider, baseUrl, weight } = row;
    return [{ id, provider, baseUrl, weight, secret, settings: asSettings(row.settings) }];
  });
}

interface SealedRow {
  id: string;
  ciphertext: Uint8Array | null;
  wrappedKey: Uint8Array | null;
  masterKeyId: string | null;
  version: number;
}

/** The secret, null where the provider has none, undefined when it cannot be opened: that connection is left out. */
function openSecret(orgId: string, row: SealedRow): string | null | undefined {
  if (row.ciphertext === null || row.wrappedKey === null || row.masterKeyId === null) return null;
  try {
    return openProviderSecret(
      { orgId, providerKeyId: row.id, version: row.version },
      {
        ciphertext: new Uint8Array(row.ciphertext),
        wrappedKey: new Uint8Array(row.wrappedKey),
        masterKeyId: row.masterKeyId,
      },
    );
  } catch (thrown) {
    log.error("a provider key cannot be decrypted", { orgId, name: row.id, ...errorFields(thrown) });
    return undefined;
  }
}

function asSettings(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

async function loadPrices(orgId: string): Promise<OwnPriceConfig[]> {
  const rows = await systemDb().priceOverride.findMany({
    where: { orgId, removedAt: null },
    take: 1_000,
    select: { id: true, provider: true, model: true, rates: true },
  });
  return rows.flatMap(({ rates, ...row }) => {
    const parsed = PriceVectorSchema.safeParse(rates);
    return parsed.success ? [{ ...row, rates: parsed.data }] : [];
  });
}

/** Keys used since the last call get their `last_used_at`. */
export async function touchKeys(usedAtByKeyId: ReadonlyMap<string, Date>): Promise<void> {
  const db = systemDb();
  for (const [id, lastUsedAt] of usedAtByKeyId) {
    await db.apiKey.updateMany({ where: { id }, data: { lastUsedAt } });
  }
}

const PING_TIMEOUT_MS = 2_000;

/** Whether the database answers a trivial question in time. */
export async function pingDatabase(): Promise<boolean> {
  const answered = systemDb().$queryRaw`select 1`.then(
    () => true,
    () => false,
  );
  const tooLate = new Promise<boolean>((resolve) =>
    setTimeout(() => resolve(false), PING_TIMEOUT_MS).unref(),
  );
  return Promise.race([answered, tooLate]);
}
