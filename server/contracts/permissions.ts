import { z } from "zod";

export const ROLES = ["owner", "admin", "member", "viewer", "rater"] as const;
export const RoleSchema = z.enum(ROLES);
export type Role = z.infer<typeof RoleSchema>;

export const KEY_PERMISSIONS = ["read", "write", "feedback", "admin"] as const;
export const KeyPermissionSchema = z.enum(KEY_PERMISSIONS);
export type KeyPermission = z.infer<typeof KeyPermissionSchema>;

interface Grant {
  roles: readonly Role[];
  /** Key permissions that allow the action; empty means no API key may do it. */
  keys: readonly KeyPermission[];
}

const EVERYONE: readonly Role[] = ROLES;
const READERS: readonly Role[] = ["owner", "admin", "member", "viewer"];
const BUILDERS: readonly Role[] = ["owner", "admin", "member"];
const MANAGERS: readonly Role[] = ["owner", "admin"];
const OWNER: readonly Role[] = ["owner"];

/** Who may do what: the one table for people, keys and jobs. Jobs act for the product and may do everything. */
export const PERMISSIONS = {
  "organization:read": { roles: EVERYONE, keys: ["read", "admin"] },
  "organization:update": { roles: MANAGERS, keys: ["admin"] },
  "organization:delete": { roles: OWNER, keys: [] },
  "member:read": { roles: READERS, keys: ["admin"] },
  "member:manage": { roles: MANAGERS, keys: [] },
  "member:leave": { roles: EVERYONE, keys: [] },
  "ownership:transfer": { roles: OWNER, keys: [] },
  "project:read": { roles: EVERYONE, keys: ["read", "admin"] },
  "project:manage": { roles: MANAGERS, keys: ["admin"] },
  "api_key:read": { roles: READERS, keys: ["admin"] },
  "api_key:manage": { roles: BUILDERS, keys: ["admin"] },
  "provider:read": { roles: READERS, keys: ["admin"] },
  "provider:manage": { roles: MANAGERS, keys: ["admin"] },
  "price:manage": { roles: MANAGERS, keys: ["admin"] },
  "request:read": { roles: READERS, keys: ["read", "admin"] },
  "request:write": { roles: [], keys: ["write"] },
  "session:read": { roles: READERS, keys: ["read", "admin"] },
  "route:read": { roles: READERS, keys: ["read", "admin"] },
  "route:manage": { roles: BUILDERS, keys: ["write", "admin"] },
  "constraint:read": { roles: READERS, keys: ["read", "admin"] },
  "constraint:manage": { roles: MANAGERS, keys: ["write", "admin"] },
  "experiment:read": { roles: READERS, keys: ["read", "admin"] },
  "experiment:manage": { roles: BUILDERS, keys: ["write", "admin"] },
  "feedback:write": { roles: BUILDERS, keys: ["feedback", "write"] },
  "rating:write": { roles: ["owner", "admin", "member", "rater"], keys: [] },
  "evaluation:read": { roles: READERS, keys: ["read", "admin"] },
  "evaluation:manage": { roles: BUILDERS, keys: ["write", "admin"] },
  "prompt:read": { roles: READERS, keys: ["read", "admin"] },
  "prompt:manage": { roles: BUILDERS, keys: ["write", "admin"] },
  "judge:manage": { roles: MANAGERS, keys: ["admin"] },
  "nps:read": { roles: READERS, keys: ["read", "admin"] },
  "nps:handle": { roles: BUILDERS, keys: ["admin"] },
  "nps:release": { roles: MANAGERS, keys: ["admin"] },
  "firewall:read": { roles: READERS, keys: ["admin"] },
  "firewall:manage": { roles: MANAGERS, keys: ["admin"] },
  "usage:read": { roles: READERS, keys: ["read", "admin"] },
  "budget:manage": { roles: MANAGERS, keys: ["admin"] },
  "billing:read": { roles: MANAGERS, keys: ["admin"] },
  "billing:manage": { roles: OWNER, keys: [] },
  "learning:manage": { roles: OWNER, keys: ["admin"] },
  "sso:manage": { roles: MANAGERS, keys: [] },
  "webhook:read": { roles: READERS, keys: ["admin"] },
  "webhook:manage": { roles: MANAGERS, keys: ["admin"] },
  "audit:read": { roles: MANAGERS, keys: ["admin"] },
  "data:export": { roles: OWNER, keys: [] },
  "data:erase": { roles: MANAGERS, keys: ["admin"] },
  "end_user:export": { roles: MANAGERS, keys: [] },
} as const satisfies Record<string, Grant>;

export type Action = keyof typeof PERMISSIONS;

export type PermissionSubject =
  | { kind: "user"; role: Role }
  | { kind: "api_key"; permissions: readonly KeyPermission[] }
  | { kind: "job" };

/** Whether somebody who manages members may give the role, or change whoever has it: owners are made by owners only. */
export function mayGrant(manager: Role, role: Role): boolean {
  return manager === "owner" || (manager === "admin" && role !== "owner");
}

/** Whether the subject may do the action. Pure, shared by server and screens; an unknown action is refused. */
export function can(subject: PermissionSubject, action: Action): boolean {
  const grant: Grant | undefined = PERMISSIONS[action];
  if (grant === undefined) return false;
  switch (subject.kind) {
    case "user":
      return grant.roles.includes(subject.role);
    case "api_key":
      return subject.permissions.some((permission) => grant.keys.includes(permission));
    case "job":
      return true;
  }
}
