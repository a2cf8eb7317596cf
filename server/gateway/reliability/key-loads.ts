import { LRUCache } from "lru-cache";
import type { KeyBalancing } from "@/server/contracts/route-settings";

/** One of several keys that could make the same call. */
export interface WeighedKey {
  /** Its circuit: provider, model and key. */
  name: string;
  weight: number;
}

interface Load {
  running: number;
  latencyMs: number | null;
  measuredMs: number;
  /** The latest measurements, the oldest overwritten first. */
  recent: number[];
  measurements: number;
}

export interface OrderOptions {
  balancing?: KeyBalancing;
  random?: () => number;
}

const LOADS_MAX = 10_000;
/** How fast a measurement is forgotten once calls are quicker again. */
const DECAY_MS = 10_000;
/** A key that was not measured for this long counts as unknown, and so gets its plain share again. */
const STALE_MS = 30_000;
/** A slow or busy key keeps at least this part of its share: enough to notice that it has recovered. */
const COST_MAX = 10;
const WEIGHT_MIN = 0.001;
const RECENT = { kept: 64, enough: 20 };

/** How busy and how quick each key is: running calls, and a moving average of latency that follows peaks at once. */
export class KeyLoads {
  readonly #loads = new LRUCache<string, Load>({ max: LOADS_MAX });
  readonly #turns = new LRUCache<string, number>({ max: LOADS_MAX });
  readonly #nowMs: () => number;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** A call begins; the answer ends it, once. */
  begin(name: string): () => void {
    const load: Load = this.#loads.get(name) ?? {
      running: 0,
      latencyMs: null,
      measuredMs: 0,
      recent: [],
      measurements: 0,
    };
    this.#loads.set(name, load);
    load.running += 1;
    let isRunning = true;
    return () => {
      if (isRunning) load.running -= 1;
      isRunning = false;
    };
  }

  noteLatency(name: string, latencyMs: number): void {
    const load = this.#loads.get(name);
    if (load === undefined) return;
    const nowMs = this.#nowMs();
    const kept = Math.exp(-(nowMs - load.measuredMs) / DECAY_MS);
    const before = this.#latencyOf(load);
    load.latencyMs =
      before === null || latencyMs > before ? latencyMs : before * kept + latencyMs * (1 - kept);
    load.measuredMs = nowMs;
    load.recent[load.measurements % RECENT.kept] = latencyMs;
    load.measurements += 1;
  }

  /** The time within which 95 of 100 recent calls had answered; null while too few are known. */
  p95Ms(name: string): number | null {
    const recent = this.#loads.get(name)?.recent ?? [];
    if (recent.length < RECENT.enough) return null;
    const sorted = recent.toSorted((left, right) => left - right);
    return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? null;
  }

  /** The moving average of latency; null when nothing was measured lately. */
  latencyMs(name: string): number | null {
    const load = this.#loads.get(name);
    return load === undefined ? null : this.#latencyOf(load);
  }

  /**
   * The keys in the order to try them: in turn, or drawn at random, each with its weight divided, where latency
   * counts, by its cost (peak latency times calls in hand, compared with the best of them). Equal keys get exactly the
   * shares that their weights say.
   */
  order<T extends WeighedKey>(keys: readonly T[], options: OrderOptions = {}): T[] {
    const { balancing = "latency_based", random = Math.random } = options;
    if (keys.length < 2) return [...keys];
    if (balancing === "round_robin") return this.#inTurn(keys);
    const costs = balancing === "latency_based" ? this.#costs(keys) : [];
    return keys
      .map((key, index) => {
        const share = Math.max(key.weight, WEIGHT_MIN) / (costs[index] ?? 1);
        // Efraimidis and Spirakis: sorting by this draws without replacement, in proportion to the shares.
        return { key, rank: random() ** (1 / share) };
      })
      .sort((left, right) => right.rank - left.rank)
      .map(({ key }) => key);
  }

  /** Keys of weight zero stay in reserve. */
  #inTurn<T extends WeighedKey>(keys: readonly T[]): T[] {
    const inUse = keys.filter(({ weight }) => weight > 0);
    const name = keys.map((key) => key.name).join("\n");
    const turn = this.#turns.get(name) ?? 0;
    this.#turns.set(name, turn + 1);
    const first = inUse.length === 0 ? 0 : turn % inUse.length;
    return [...inUse.slice(first), ...inUse.slice(0, first), ...keys.filter(({ weight }) => weight <= 0)];
  }

  /** Each key's cost as a multiple of the cheapest one's, 1 … COST_MAX. */
  #costs(keys: readonly WeighedKey[]): number[] {
    const loads = keys.map(({ name }) => this.#loads.get(name));
    const latencies = loads.map((load) => (load === undefined ? null : this.#latencyOf(load)));
    const known = latencies.filter((latency) => latency !== null);
    const quickest = Math.max(known.length === 0 ? 1 : Math.min(...known), 1);
    const costs = loads.map(
      (load, index) => Math.max(latencies[index] ?? quickest, 1) * ((load?.running ?? 0) + 1),
    );
    const cheapest = Math.min(...costs);
    return costs.map((cost) => Math.min(cost / cheapest, COST_MAX));
  }

  #latencyOf(load: Load): number | null {
    return this.#nowMs() - load.measuredMs > STALE_MS ? null : load.latencyMs;
  }
}
