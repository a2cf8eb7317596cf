import type { SalesContact } from "@/server/contracts/billing";
import { env } from "@/server/env";

/** Where to write for the Enterprise plan. */
export function getSalesContact(): SalesContact {
  return { email: env().FLOOPY_SALES_EMAIL ?? null };
}
