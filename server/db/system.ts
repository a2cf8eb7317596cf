import { rawSystemDb } from "./client";
import type { PrismaClient } from "./generated/client";

/**
 * The database across all tenants, as `floopy_system`. Only the few files named in the import rules may load
 * this: key lookup before a tenant is known, ingestion of the journal, sign-up, retention and the learner.
 */
export function systemDb(): PrismaClient {
  return rawSystemDb();
}
