import { hashedEndUserId } from "@/server/core/end-user-id";
import { deriveKey } from "@/server/core/secrets";
import { masterKey } from "@/server/env";

/** Who is erased: one end user of one project, under every name by which they may be stored. */
export interface Subject {
  orgId: string;
  projectId: string;
  /** As given, and hashed: a project may have begun or ceased to hash in between. */
  names: readonly [string, string];
}

export function subjectOf(orgId: string, projectId: string, endUserId: string): Subject {
  const hashed = hashedEndUserId(orgId, endUserId, deriveKey(masterKey(), "end-user-hash"));
  return { orgId, projectId, names: [endUserId, hashed] };
}
