import "server-only";
import { demoAccess } from "@/server/modules/demo-chat";

/** What the demo page may know; null where there is no demo organisation. The server key stays behind. */
export function demoPage(): { pageKey: string; orgSlug: string } | null {
  const access = demoAccess();
  return access === null ? null : { pageKey: access.pageKey, orgSlug: access.orgSlug };
}
