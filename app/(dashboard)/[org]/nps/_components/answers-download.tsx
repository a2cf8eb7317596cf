"use client";

import { DownloadMenu } from "@/app/_components/download-menu";
import { useConsole } from "@/app/_components/shell/console-context";
import type { FileColumn } from "@/app/_lib/rows-file";
import { useTRPCClient } from "@/app/_lib/trpc/client";
import { NPS_PAGE_MAX, type NpsAnswer } from "@/server/contracts/nps-answers";
import { answersInputOf, type NpsParams } from "../search-params";

const COLUMNS: readonly FileColumn<NpsAnswer>[] = [
  ["id", (row) => row.id],
  ["created_at", (row) => row.createdAt.toISOString()],
  ["score", (row) => row.score],
  ["comment", (row) => row.comment],
  ["locale", (row) => row.locale],
  ["proof", (row) => row.proof],
  ["session_id", (row) => row.sessionId],
  ["end_user_id", (row) => row.endUserId],
  ["project_id", (row) => row.projectId],
  ["route_id", (row) => row.routeId],
  ["provider", (row) => row.provider],
  ["model", (row) => row.model],
  ["app_version", (row) => row.appVersion],
  ["is_sandbox", (row) => row.isSandbox],
  ["handled_at", (row) => row.handledAt?.toISOString() ?? null],
  ["handled_by", (row) => row.handledByLabel],
  ["handled_note", (row) => row.handledNote],
];

/** The answers that are listed, under the filters of the page. */
export function AnswersDownload({ params }: { params: NpsParams }) {
  const { org } = useConsole();
  const client = useTRPCClient();
  return (
    <DownloadMenu
      things="answers"
      columns={COLUMNS}
      loadPage={(cursor) =>
        client.nps.answers.query({
          orgSlug: org.slug,
          ...answersInputOf(params),
          cursor,
          limit: NPS_PAGE_MAX,
        })
      }
    />
  );
}
