import { LRUCache } from "lru-cache";
import type { KeptCandidate } from "@/server/routing/routing-types";
import { KeyLoads } from "../reliability/key-loads";
import { Weather } from "../reliability/weather";
import { LatestSessions } from "./latest-sessions";
import { HistoryHomes } from "./provider-history";

const ROUTES_MAX = 50_000;
const CANDIDATES_MAX = 50_000;
const SESSIONS_MAX = 50_000;
/** How much a new measurement counts against the ones before it. */
const NEWEST_SHARE = 0.2;

/** What planning a route reads, and how it takes its turn. */
export interface PlanMemory {
  readonly latencyMs: ReadonlyMap<string, number>;
  nextCount(routeId: string): number;
  kept(turn: string): KeptCandidate | null;
  keep(turn: string, candidate: KeptCandidate): void;
  readonly keyLoads: Pick<KeyLoads, "order">;
}

/**
 * What this process remembers between requests for routing: turns taken, recent latency of each candidate, load of each
 * provider key, where providers keep conversations, and which sessions were last used.
 */
export class RouteMemory implements PlanMemory {
  readonly #counts = new LRUCache<string, number>({ max: ROUTES_MAX });
  readonly #latencies = new Map<string, number>();
  readonly #kept = new LRUCache<string, KeptCandidate>({ max: SESSIONS_MAX });
  readonly keyLoads = new KeyLoads();
  readonly weather = new Weather();
  readonly homes = new HistoryHomes();
  readonly sessions = new LatestSessions();

  get latencyMs(): ReadonlyMap<string, number> {
    return this.#latencies;
  }

  nextCount(routeId: string): number {
    const count = this.#counts.get(routeId) ?? 0;
    this.#counts.set(routeId, count + 1);
    return count;
  }

  /** The candidate that a session has for a kind of task. Another process works it out anew and mostly finds the same. */
  kept(turn: string): KeptCandidate | null {
    return this.#kept.get(turn) ?? null;
  }

  keep(turn: string, candidate: KeptCandidate): void {
    if (this.#kept.get(turn)?.id !== candidate.id) this.#kept.set(turn, candidate);
  }

  /** The same memory for whoever only wants to know what would be planned: no turn is taken and nothing kept. */
  view(): PlanMemory {
    return {
      latencyMs: this.#latencies,
      nextCount: (routeId) => this.#counts.peek(routeId) ?? 0,
      kept: (turn) => this.#kept.peek(turn) ?? null,
      keep: () => {},
      keyLoads: { order: (keys) => [...keys] },
    };
  }

  noteLatency(candidateId: string, latencyMs: number): void {
    const before = this.#latencies.get(candidateId) ?? latencyMs;
    this.#latencies.delete(candidateId);
    this.#latencies.set(candidateId, before + NEWEST_SHARE * (latencyMs - before));
    const [oldest] = this.#latencies.keys();
    if (this.#latencies.size > CANDIDATES_MAX && oldest !== undefined) this.#latencies.delete(oldest);
  }
}
