"use client";

import { useQuery } from "@tanstack/react-query";
import { DownloadMenu } from "@/app/_components/download-menu";
import { useConsole } from "@/app/_components/shell/console-context";
import type { FileColumn } from "@/app/_lib/rows-file";
import { useTRPC, useTRPCClient } from "@/app/_lib/trpc/client";
import { ButtonLink } from "@/app/_ui/button";
import { AUDIT_PAGE_MAX, type AuditEntry } from "@/server/contracts/audit";
import { entitled, FEATURE_WORDS, planWith } from "@/server/contracts/plans";
import { useAuditFilters } from "./use-audit-filters";

const ROWS_MAX = 100_000;

const COLUMNS: readonly FileColumn<AuditEntry>[] = [
  ["sequence", (row) => row.sequence],
  ["created_at", (row) => row.createdAt.toISOString()],
  ["actor_kind", (row) => row.actorKind],
  ["actor_id", (row) => row.actorId],
  ["actor", (row) => row.actorLabel],
  ["action", (row) => row.action],
  ["target_kind", (row) => row.targetKind],
  ["target_id", (row) => row.targetId],
  ["changes", (row) => JSON.stringify(row.changes)],
  ["request_id", (row) => row.requestId],
  ["address", (row) => row.address],
  ["hash", (row) => row.hash],
];

/** The entries under the filters, as a file; each download is an entry itself. */
export function AuditDownload() {
  const { org } = useConsole();
  const client = useTRPCClient();
  const organization = useQuery(useTRPC().organizations.get.queryOptions({ orgSlug: org.slug }));
  const { input } = useAuditFilters();
  if (organization.data === undefined) return null;
  if (!entitled(organization.data.planId, "audit_export"))
    return (
      <ButtonLink
        size="sm"
        href={`/${org.slug}/settings?tab=billing`}
        title={FEATURE_WORDS.audit_export.does}
      >
        Download: part of {planWith("audit_export").name}
      </ButtonLink>
    );
  return (
    <DownloadMenu
      things="entries"
      columns={COLUMNS}
      rowsMax={ROWS_MAX}
      loadPage={(cursor) =>
        client.audit.export.mutate({ orgSlug: org.slug, ...input, cursor, limit: AUDIT_PAGE_MAX })
      }
    />
  );
}
