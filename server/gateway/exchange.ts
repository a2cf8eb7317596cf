import type { FirewallFinding, FirewallStatus } from "@/server/contracts/firewall";
import type { CacheStatus } from "@/server/contracts/response-cache";
import type { TaskCategory } from "@/server/contracts/task-categories";
import { pastUuidv7, uuidv7 } from "@/server/core/ids";
import type { AttemptRecord } from "@/server/modules/ingest";
import type { Price } from "@/server/pricing/price";
import type { TokenUsage } from "@/server/pricing/token-usage";
import type { OutputScreening } from "./firewall/output-screening";
import type { JsonObject } from "./json-value";
import type { Caller } from "./stages/authenticate";
import type { Hop, RoutePlan } from "./stages/plan-route";
import type { ModelBody, ModelEndpoint, RequestEndpoint } from "./stages/read-body";
import type { Scope } from "./stages/resolve-scope";
import type { Session } from "./stages/resolve-session";
import type { GatewayRequest } from "./types";

export type StageName =
  | "auth"
  | "body"
  | "firewall"
  | "detector"
  | "cache"
  | "embed"
  | "route"
  | "upstream"
  | "settle";

/** What the response cache did for this request. */
export interface CacheFacts {
  status: CacheStatus;
  /** What the original of a given answer cost, and its tokens; null where nobody knows. */
  savedMicroUsd: number | null;
  savedTokens: number | null;
  /** What it cost to compare the question with others. */
  embedCostMicroUsd: number | null;
}

const NOT_CACHED: CacheFacts = {
  status: "off",
  savedMicroUsd: null,
  savedTokens: null,
  embedCostMicroUsd: null,
};

/** What the firewall did with this request, and what it saw. */
export interface FirewallFacts {
  status: FirewallStatus;
  findings: readonly FirewallFinding[];
}

const NOT_SCREENED: FirewallFacts = { status: "skipped", findings: [] };

/** What was used and what it cost; null where nobody knows. */
export interface Settlement {
  usage: TokenUsage | null;
  isEstimated: boolean;
  price: Price | null;
  finishReason: string | null;
  responseModel: string | null;
}

/**
 * One request on its way. Each stage leaves here what it found out, so that the record can tell everything that
 * is known at whatever point the request ended.
 */
export class Exchange<E extends RequestEndpoint = ModelEndpoint> {
  readonly startedAt: Date;
  readonly id: string;
  readonly #startedMs = performance.now();
  #markedMs = this.#startedMs;
  caller: Caller | null = null;
  body: ModelBody | null = null;
  scope: Scope | null = null;
  session: Session | null = null;
  /** The stored prompt that it uses. */
  prompt: { id: string; version: number } | null = null;
  /** What kind of task it is; null before that is known and for what is no task. */
  task: TaskCategory | null = null;
  /** Names what the user has asked, to tell when it is asked again; null where nothing is to be told. */
  askKey: string | null = null;
  plan: RoutePlan | null = null;
  hop: Hop | null = null;
  settlement: Settlement | null = null;
  cache: CacheFacts = NOT_CACHED;
  firewall: FirewallFacts = NOT_SCREENED;
  /** Of the project’s policy that it was looked through by; null where it was not. */
  firewallVersion: number | null = null;
  /** What is to be done with the answer; null where it is handed over unread. */
  output: OutputScreening | null = null;
  /** What the system text is marked with on its way to the provider, and nowhere else; null where it is not. */
  canary: string | null = null;
  /** Texts of the request that hold nothing private; others may, or nobody has looked. */
  cleanTexts: ReadonlySet<string> = new Set();
  /** The answer as it came, and as JSON where somebody has parsed it or put it together. */
  responseBytes: Buffer | null = null;
  responseJson: JsonObject | null = null;
  isResponseCut = false;
  /** What is found from now on has to be added to a record that is written. */
  isRecorded = false;
  ttftMs: number | null = null;
  /** What the caller is told of its rate limits. */
  rateHeaders: Readonly<Record<string, string>> = {};
  #endings: ((settlement: Settlement | null) => void)[] = [];
  readonly attempts: AttemptRecord[] = [];
  /** The call that gives the answer, one of `attempts`. */
  answering: AttemptRecord | null = null;
  /** What calls cost whose answers were not used; part of the request's cost. */
  unusedPrices: Price[] = [];
  /** Microseconds by stage. */
  readonly stages: Partial<Record<StageName, number>> = {};

  constructor(
    readonly req: GatewayRequest,
    readonly endpoint: E,
  ) {
    this.startedAt = req.at ?? new Date();
    const atMs = this.startedAt.getTime();
    this.id = req.at === undefined ? uuidv7(atMs) : pastUuidv7(atMs);
  }

  /** What has to be settled or given back however this ends; see `end`. */
  onEnd(ending: (settlement: Settlement | null) => void): void {
    this.#endings.push(ending);
  }

  /** Called when it is known what was used; the second time does nothing. */
  end(): void {
    const endings = this.#endings;
    this.#endings = [];
    for (const ending of endings) ending(this.settlement);
  }

  /** Of calls whose answers were not used, where no price holds the sum. */
  get unusedCostMicroUsd(): number {
    return this.unusedPrices.reduce((sum, { costMicroUsd }) => sum + costMicroUsd, 0);
  }

  /** Everything that this request cost; null when nobody knows. */
  get costMicroUsd(): number | null {
    const price = this.settlement?.price ?? null;
    return price === null ? null : price.costMicroUsd + (this.cache.embedCostMicroUsd ?? 0);
  }

  elapsedMs(): number {
    return performance.now() - this.#startedMs;
  }

  /** Ends a stage: the time since the last mark is its own. */
  mark(stage: StageName): void {
    const now = performance.now();
    this.stages[stage] = Math.round((now - this.#markedMs) * 1_000);
    this.#markedMs = now;
  }
}
