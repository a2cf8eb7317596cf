import type { CandidateEvidence, Constraints } from "@/server/contracts/constraints";
import type { FeedbackSettings } from "@/server/contracts/feedback-settings";
import type { FirewallFloor, FirewallSettings } from "@/server/contracts/firewall";
import type { ActiveAllowRule } from "@/server/contracts/firewall-allow";
import type { KeyPermission } from "@/server/contracts/permissions";
import type { PlanId } from "@/server/contracts/plans";
import type { PriceVector } from "@/server/contracts/prices";
import type { CandidateStage } from "@/server/contracts/promotion";
import type { StoredPrompt } from "@/server/contracts/prompt-template";
import type { QuotaTerms } from "@/server/contracts/quota";
import type { RemoteDetectorSettings } from "@/server/contracts/remote-detector";
import type { CacheMode } from "@/server/contracts/response-cache";
import type { KeyBalancingByProvider, RouteSettings } from "@/server/contracts/route-settings";
import type { ContentKey } from "@/server/core/content-cipher";
import type { BudgetConfig } from "@/server/modules/budgets";
import type { OwnLearning } from "@/server/modules/learning";
import type { OwnLimits } from "@/server/modules/limits";

export type StorageMode = "full" | "redacted" | "metadata" | "none";
export type RouteStrategy =
  | "feedback_driven"
  | "fallback"
  | "weighted"
  | "round_robin"
  | "latency_based"
  | "pinned";

/** An API key as the gateway knows it; never the key itself. */
export interface GatewayKey {
  id: string;
  orgId: string;
  projectId: string;
  kind: "server" | "publishable";
  permissions: readonly KeyPermission[];
  /** Empty = every model. */
  allowedModels: readonly string[];
  /** Addresses or CIDR ranges; empty = every address. */
  allowedIps: readonly string[];
  /** Pages that may use a publishable key: scheme, host and port; `https://*.example.com` stands for one left label. */
  allowedOrigins: readonly string[];
  /** Limits of its own, besides the organisation's. */
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
  /** The least the firewall does for it; null: what the project says. */
  firewallMode: FirewallFloor | null;
  expiresAtMs: number | null;
  isRevoked: boolean;
}

export interface ProjectConfig {
  id: string;
  slug: string;
  storageMode: StorageMode;
  hashEndUserIds: boolean;
  defaultRouteSlug: string;
  /** What all its requests are about, when the customer has said so. */
  taskCategory: string | null;
  cache: CacheConfig;
  feedback: FeedbackSettings;
  firewall: FirewallSettings;
  /** Changes with every change of the project's firewall policy. */
  firewallVersion: string;
  /** Who is asked besides; null where nobody is. */
  remoteDetector: RemoteDetectorConfig | null;
  /** The policy's own number, as the console shows it; 0 before the first change. */
  firewallPolicyVersion: number;
  /** What passes although the firewall finds it. */
  firewallAllow: readonly ActiveAllowRule[];
}

/** A project's remote detector, with what signs its calls decrypted. */
export interface RemoteDetectorConfig {
  settings: RemoteDetectorSettings;
  /** Changes with every change of it. */
  version: number;
  secret: string | null;
}

/** How a project answers from its response cache. */
export interface CacheConfig {
  mode: CacheMode;
  ttlSeconds: number;
  entryBytesMax: number;
  isPerUser: boolean;
  allowsHeaders: boolean;
  keepsUnstored: boolean;
  embeddingModel: string | null;
  similarityMin: number;
  /** Entries of an earlier one no longer exist. */
  generation: number;
}

/** One of the organisation's provider keys, decrypted. */
export interface ProviderConnection {
  id: string;
  provider: string;
  baseUrl: string | null;
  secret: string | null;
  settings: Readonly<Record<string, unknown>>;
  weight: number;
}

export interface RouteConfig {
  id: string;
  projectId: string;
  slug: string;
  strategy: RouteStrategy;
  costWeight: number;
  /** Where the mean cost of its requests is steered: the price of quality that the worker has worked out. */
  pacing: { lowLambda: number; highLambda: number; highShare: number } | null;
  pinnedCandidateId: string | null;
  settings: RouteSettings;
  candidates: readonly RouteCandidateConfig[];
  /** Candidates that are asked a share of the requests beside the live ones; empty for most routes. */
  shadows: readonly RouteCandidateConfig[];
}

export interface RouteCandidateConfig {
  id: string;
  provider: string;
  model: string;
  position: number;
  weight: number;
  isEnabled: boolean;
  stage: CandidateStage;
  canaryPercent: number | null;
  /** The phase that is under way. */
  trialId: string | null;
  hasPassedShadow: boolean;
}

/** Everything the gateway needs to know of one organisation, held in memory. */
export interface OrgConfig {
  orgId: string;
  planId: PlanId;
  quotaTerms: QuotaTerms;
  keyBalancing: KeyBalancingByProvider;
  projects: readonly ProjectConfig[];
  connections: readonly ProviderConnection[];
  routes: readonly RouteConfig[];
  budgets: readonly BudgetConfig[];
  prices: readonly OwnPriceConfig[];
  createdAtMs: number;
  /** What is said is stored encrypted with it; null where it cannot be had, and then nothing said is stored. */
  contentKey: ContentKey | null;
  /** Whether it learns with the others or alone; the plan's say is taken into account. */
  learningMode: "shared" | "isolated";
  /** What its own scores say; null before the first. */
  learning: OwnLearning | null;
  /** Limits of requests and tokens that it has set for itself. */
  ownLimits: OwnLimits;
  /** What its routes may do by themselves; null where it has set nothing. */
  constraints: ConstraintsConfig | null;
  /** Those that are running. */
  experiments: readonly ExperimentConfig[];
}

export interface ConstraintsConfig {
  limits: Constraints;
  evidence: readonly CandidateEvidence[];
}

/** Sessions that call the first route are split between it and the second. */
export interface ExperimentConfig {
  id: string;
  projectId: string;
  variantARouteId: string;
  variantBRouteId: string;
  /** Share of the sessions that go to B, in percent. */
  splitPercentage: number;
}

/** A stored prompt as a request names it: by id or short name, and by number or label. */
export interface PromptReference {
  orgId: string;
  projectId: string;
  prompt: string;
  /** Left out: the default label. */
  version?: string;
}

export interface PromptConfig extends StoredPrompt {
  id: string;
  orgId: string;
  version: number;
}

/** What the organisation itself says a model costs. */
export interface OwnPriceConfig {
  id: string;
  provider: string;
  model: string;
  rates: PriceVector;
}
