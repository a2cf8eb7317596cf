import type { RouteSettings } from "@/server/contracts/route-settings";
import { generateApiKey, type KeyKind } from "@/server/core/api-key-format";
import { newId } from "@/server/core/ids";
import { deriveKey, hmacHex } from "@/server/core/secrets";
import type { Prisma } from "@/server/db/generated/client";
import { systemDb } from "@/server/db/system";
import { masterKey } from "@/server/env";
import { sealProviderSecret } from "@/server/modules/provider-keys/provider-secret";
import { createTestOrg, type TestOrg } from "./factories";

export interface GatewayTenant extends TestOrg {
  /** A server key that may do everything. */
  apiKey: string;
}

export interface TenantOptions {
  storageMode?: "full" | "redacted" | "metadata" | "none";
  /** Base URL of an OpenAI-compatible upstream, connected as provider `custom`. */
  customBaseUrl?: string;
  customModels?: readonly string[];
}

/** An organisation that can call the gateway. */
export async function createGatewayTenant(options: TenantOptions = {}): Promise<GatewayTenant> {
  const org = await createTestOrg("pro");
  const { orgId, projectId } = org;
  await systemDb().project.update({
    where: { id: projectId },
    data: { storageMode: options.storageMode ?? "full" },
  });
  if (options.customBaseUrl !== undefined) {
    await systemDb().providerKey.create({
      data: {
        id: newId("pkey"),
        orgId,
        provider: "custom",
        name: "upstream",
        baseUrl: options.customBaseUrl,
        lastFour: "",
        settings: { models: [...(options.customModels ?? [])] },
      },
    });
  }
  return { ...org, apiKey: await createTestKey(org) };
}

/** A hosted provider connected with a key of its own. */
export async function connectTestProvider(
  org: TestOrg,
  provider: string,
  secret: string,
  more: Pick<Partial<Prisma.ProviderKeyUncheckedCreateInput>, "baseUrl" | "settings"> = {},
): Promise<void> {
  const id = newId("pkey");
  const owner = { orgId: org.orgId, providerKeyId: id, version: 1 };
  await systemDb().providerKey.create({
    data: {
      id,
      orgId: org.orgId,
      provider,
      name: provider,
      lastFour: "",
      ...more,
      ...sealProviderSecret(owner, secret),
    },
  });
}

/** Another key of the organisation; returns its plain text. */
export async function createTestKey(
  org: Pick<TestOrg, "orgId" | "projectId">,
  data: Partial<Prisma.ApiKeyUncheckedCreateInput> & { kind?: KeyKind } = {},
): Promise<string> {
  const kind = data.kind ?? "server";
  const apiKey = generateApiKey(kind);
  await systemDb().apiKey.create({
    data: {
      id: newId("key"),
      orgId: org.orgId,
      projectId: org.projectId,
      name: "test",
      prefix: apiKey.slice(0, 10),
      lastFour: apiKey.slice(-4),
      permissions: ["read", "write", "feedback"],
      ...data,
      kind,
      hash: hmacHex(deriveKey(masterKey(), "api-key-pepper"), apiKey),
    },
  });
  return apiKey;
}

export interface TestRouteCandidate {
  provider: string;
  model: string;
  weight?: number;
}

/** A route of the organisation's project, with its candidates in order. */
export async function createTestRoute(
  org: Pick<TestOrg, "orgId" | "projectId">,
  route: {
    slug: string;
    strategy?: "feedback_driven" | "weighted" | "fallback" | "round_robin" | "pinned";
    settings?: Partial<RouteSettings>;
    candidates: readonly TestRouteCandidate[];
  },
): Promise<string> {
  const id = newId("rt");
  await systemDb().route.create({
    data: {
      id,
      orgId: org.orgId,
      projectId: org.projectId,
      slug: route.slug,
      name: route.slug,
      strategy: route.strategy ?? "fallback",
      settings: { ...route.settings },
      candidates: {
        create: route.candidates.map((candidate, position) => ({
          id: newId("cand"),
          orgId: org.orgId,
          position,
          ...candidate,
        })),
      },
    },
  });
  return id;
}
