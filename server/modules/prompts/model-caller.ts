import type { CallModel } from "@/server/modules/evaluations";

/** One per process, even where Next bundles this module a second time. */
const registry = globalThis as typeof globalThis & { floopyModelCaller?: CallModel };

/** Called once as the process starts; see server/main.ts. */
export function provideModelCaller(callModel: CallModel): void {
  registry.floopyModelCaller = callModel;
}

/** Null in a process that has no gateway. */
export function modelCaller(): CallModel | null {
  return registry.floopyModelCaller ?? null;
}
