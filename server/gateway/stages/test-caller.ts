import { DEFAULT_FEEDBACK_SETTINGS } from "@/server/contracts/feedback-settings";
import { DEFAULT_FIREWALL_SETTINGS } from "@/server/contracts/firewall";
import { NO_TERMS } from "@/server/contracts/quota";
import { DEFAULT_CACHE_SETTINGS } from "@/server/contracts/response-cache";
import { DEFAULT_ROUTE_SETTINGS } from "@/server/contracts/route-settings";
import type {
  GatewayKey,
  OrgConfig,
  ProjectConfig,
  ProviderConnection,
  RouteConfig,
} from "@/server/modules/gateway-config";
import { Presence } from "../presence";
import type { GatewayRequest, HeaderMap } from "../types";
import type { Caller } from "./authenticate";

/** A caller for tests of single stages. */
export function testCaller(over: { key?: Partial<GatewayKey>; org?: Partial<OrgConfig> } = {}): Caller {
  return {
    key: {
      id: "key_1",
      orgId: "org_1",
      projectId: "prj_1",
      kind: "server",
      permissions: ["read", "write"],
      allowedModels: [],
      allowedIps: [],
      allowedOrigins: [],
      requestsPerMinute: null,
      tokensPerMinute: null,
      firewallMode: null,
      expiresAtMs: null,
      isRevoked: false,
      ...over.key,
    },
    org: {
      orgId: "org_1",
      planId: "free",
      quotaTerms: NO_TERMS,
      keyBalancing: {},
      projects: [testProject(), testProject({ id: "prj_2", slug: "other", storageMode: "full" })],
      connections: [],
      routes: [],
      budgets: [],
      prices: [],
      createdAtMs: 0,
      contentKey: null,
      learningMode: "shared",
      learning: null,
      ownLimits: { requestsPerMinute: null, tokens: null },
      constraints: null,
      experiments: [],
      ...over.org,
    },
  };
}

export function testProject(over: Partial<ProjectConfig> = {}): ProjectConfig {
  return {
    id: "prj_1",
    slug: "default",
    storageMode: "redacted",
    hashEndUserIds: false,
    defaultRouteSlug: "auto",
    taskCategory: null,
    cache: { ...DEFAULT_CACHE_SETTINGS, generation: 0 },
    feedback: DEFAULT_FEEDBACK_SETTINGS,
    firewall: DEFAULT_FIREWALL_SETTINGS,
    firewallVersion: "",
    remoteDetector: null,
    firewallPolicyVersion: 0,
    firewallAllow: [],
    ...over,
  };
}

export function testConnection(over: Partial<ProviderConnection> = {}): ProviderConnection {
  return { id: "pkey_1", provider: "openai", baseUrl: null, secret: "sk", settings: {}, weight: 1, ...over };
}

export function testRoute(models: readonly string[], over: Partial<RouteConfig> = {}): RouteConfig {
  const candidates = models.map((name, position) => {
    const [provider = "", model = ""] = name.split("/");
    return {
      ...{ id: `cand_${position}`, provider, model, position, weight: 1, isEnabled: true },
      ...{ stage: "live" as const, canaryPercent: null, trialId: null, hasPassedShadow: false },
    };
  });
  return {
    id: "rt_1",
    projectId: "prj_1",
    slug: "auto",
    strategy: "fallback",
    pacing: null,
    costWeight: 0.5,
    pinnedCandidateId: null,
    settings: DEFAULT_ROUTE_SETTINGS,
    candidates,
    shadows: [],
    ...over,
  };
}

export function testRequest(headers: HeaderMap = {}, body = ""): GatewayRequest {
  return {
    method: "POST",
    path: "/v1/chat/completions",
    query: "",
    headers,
    readBody: async () => Buffer.from(body),
    openBody: async function* () {
      yield Buffer.from(body);
    },
    remoteAddress: "127.0.0.1",
    presence: new Presence(),
  };
}
