import type { KeyPermission, Role } from "@/server/contracts/permissions";
import { type Action, can } from "@/server/contracts/permissions";
import type { PlanId } from "@/server/contracts/plans";
import { AppError } from "./errors";

export type Actor =
  | { kind: "user"; userId: string; label: string; role: Role }
  | { kind: "api_key"; keyId: string; label: string; permissions: readonly KeyPermission[] }
  | { kind: "job"; name: string };

/** Who acts, for which organisation. Made only by server/auth, the gateway and jobs; never from a request body. */
export interface Ctx {
  orgId: string;
  planId: PlanId;
  actor: Actor;
  requestId: string;
  address: string | null;
  now(): Date;
}

/** Throws `permission_denied` unless the acting person, key or job may do this. First line of every verb. */
export function authorize(ctx: Ctx, action: Action): void {
  if (can(ctx.actor, action)) return;
  throw new AppError("permission_denied", `${ctx.actor.kind} may not ${action}`, {
    userMessage: "You do not have permission to do this. Ask an owner or admin of your organisation.",
  });
}

export function actorId(actor: Actor): string {
  switch (actor.kind) {
    case "user":
      return actor.userId;
    case "api_key":
      return actor.keyId;
    case "job":
      return actor.name;
  }
}
