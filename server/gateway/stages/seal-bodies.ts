import { sealContent } from "@/server/core/content-cipher";
import type { OrgConfig } from "@/server/modules/gateway-config";
import type { BodiesRow } from "@/server/modules/ingest";

/**
 * What is kept of the conversation leaves this process encrypted with a key of the organisation: no journal, backup or
 * dump has it as plain text. Without a key it is not kept.
 */
export function sealBodies(
  bodies: BodiesRow | null,
  { id: rowId, org }: { id: string; org: Pick<OrgConfig, "orgId" | "contentKey"> },
): BodiesRow | null {
  const { orgId, contentKey: key } = org;
  if (bodies === null || key === null) return null;
  const seal = (part: "request" | "response", text: string | null): string | null =>
    text === null ? null : sealContent(key, { orgId, rowId, part }, text);
  return {
    ...bodies,
    requestBody: seal("request", bodies.requestBody),
    responseBody: seal("response", bodies.responseBody),
    keyVersion: key.version,
  };
}
