import type { StorageMode } from "@/server/modules/gateway-config";
import type { ShadowOrigin } from "@/server/modules/ingest";
import type { ShadowTarget } from "../stages/plan-shadow";
import type { HeaderMap } from "../types";

/** A request that is to be asked of a shadow, with everything that has to be known for it. */
export interface ShadowTask {
  orgId: string;
  projectId: string;
  routeId: string;
  path: string;
  headers: HeaderMap;
  /** The body as it is asked: one answer, whole, kept by nobody. */
  bytes: Buffer;
  origin: ShadowOrigin;
  target: ShadowTarget;
  /** No more is stored of it than of the request that it was taken from. */
  storageMode: StorageMode;
  /** The most it may cost, and what the shadows of the route may cost in a day. */
  amountMicroUsd: number;
  limitMicroUsd: number;
}
