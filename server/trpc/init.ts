import { initTRPC } from "@trpc/server";
import superjson from "superjson";
import type { Action } from "@/server/contracts/permissions";
import { errorShape } from "./error-shape";
import type { TrpcContext } from "./trpc-context";

/** Who may call a procedure: the permission it needs in the organisation, any signed-in person, or anyone. */
export interface ProcedureMeta {
  access: Action | "signed-in" | "open";
}

export const t = initTRPC
  .context<TrpcContext>()
  .meta<ProcedureMeta>()
  .create({
    transformer: superjson,
    errorFormatter: ({ shape, error, ctx, path }) =>
      errorShape(shape, error, ctx?.requestId ?? "unknown", path),
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;
