import { z } from "zod";
import { type Action, PERMISSIONS } from "@/server/contracts/permissions";
import { provideDetectorAsker } from "@/server/modules/firewall";
import { appRouter } from "@/server/trpc/root";
import { WALK_CASES, type WalkCase } from "./walk-cases";
import type { WalkIds } from "./walk-fixture";

// No gateway runs in the walk; what it would say is told in its own tests.
provideDetectorAsker(async () => ({
  ...{ outcome: "not_connected", reason: null, durationMs: 0, costMicroUsd: null, signedWith: null },
  ...{ isFlagged: false, asks: null, categories: [], follows: "noted" },
}));

export interface WalkStep {
  path: string;
  type: "query" | "mutation";
  access: string;
  walk: WalkCase<unknown>;
}

/** By `area.name`. */
export const cases = new Map<string, WalkCase<unknown>>(
  Object.entries(WALK_CASES).flatMap(([area, names]) =>
    Object.entries(names).map(([name, walk]): [string, WalkCase<unknown>] => [`${area}.${name}`, walk]),
  ),
);

const ProcedureFacts = z.object({
  type: z.enum(["query", "mutation"]),
  meta: z.object({ access: z.string() }).optional(),
});

/** Flat at run time, `area.name` to procedure, whatever the type says. */
export const procedures = Object.entries<unknown>(appRouter._def.procedures).map(([path, procedure]) => {
  const definition = typeof procedure === "function" && "_def" in procedure ? procedure._def : null;
  const { type, meta } = ProcedureFacts.parse(definition);
  return { path, type, access: meta?.access ?? "none" };
});

/** Procedures with their cases. */
export const steps: WalkStep[] = procedures.flatMap((procedure) => {
  const walk = cases.get(procedure.path);
  return walk === undefined ? [] : [{ ...procedure, walk }];
});
/** Those that ask for a permission. */
export const inOrganization = steps.flatMap((step) =>
  isAction(step.access) ? [{ ...step, access: step.access }] : [],
);

function isAction(access: string): access is Action {
  return Object.hasOwn(PERMISSIONS, access);
}

export function inputOf(walk: WalkCase<unknown>, ids: WalkIds): object {
  const input = walk.kind === "open" ? undefined : walk.input?.(ids);
  return { ...(typeof input === "object" ? input : {}) };
}
