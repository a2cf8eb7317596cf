"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { Meter } from "@/app/_ui/meter";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Card, Section } from "@/app/_ui/section";
import { toast } from "@/app/_ui/toast";
import { EXPORT_DAYS, type LeavingView, type OrgExportView } from "@/server/contracts/leaving";
import { sizeText } from "./size-text";

export function ExportSection({ leaving }: { leaving: LeavingView }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const request = useMutation(
    trpc.leaving.requestExport.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.leaving.get.queryFilter()),
      onError: (error) => toast.error("No export was begun", { description: shownError(error).message }),
    }),
  );
  const isRunning = leaving.exports.some(({ status }) => status === "waiting" || status === "running");
  return (
    <Section
      title="Export everything"
      description={`All that is stored of ${org.name}, as JSON lines in a zip file, without secrets. It can be downloaded for ${EXPORT_DAYS} days.`}
      actions={
        <Button
          size="sm"
          disabled={isRunning}
          isLoading={request.isPending}
          onClick={() => request.mutate({ orgSlug: org.slug })}
        >
          Make an export
        </Button>
      }
    >
      {leaving.exports.length === 0 ? (
        <p className="text-sm text-muted">None yet.</p>
      ) : (
        <Card>
          <ul aria-label="Exports" className="divide-y divide-subtle">
            {leaving.exports.map((each) => (
              <ExportRow key={each.id} made={each} />
            ))}
          </ul>
        </Card>
      )}
    </Section>
  );
}

function ExportRow({ made }: { made: OrgExportView }) {
  const { org } = useConsole();
  const link = useMutation(
    useTRPC().leaving.linkExport.mutationOptions({
      onSuccess: ({ url }) => window.location.assign(url),
      onError: (error) =>
        toast.error("The file cannot be downloaded", { description: shownError(error).message }),
    }),
  );
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5 text-sm">
      <span className="min-w-0 grow">
        <span className="text-emphasis">{stateText(made)}</span>{" "}
        <span className="text-muted">
          asked for by {made.actorLabel} <RelativeTime date={made.requestedAt} />
        </span>
        {made.status === "running" && (
          <span className="mt-2 block">
            <Meter
              label="Tables exported"
              value={made.tablesDone}
              max={Math.max(made.tablesTotal, 1)}
              valueText={`${made.tablesDone} of ${made.tablesTotal}`}
            />
          </span>
        )}
      </span>
      {made.status === "done" && (
        <Button
          size="sm"
          icon={<Download aria-hidden />}
          isLoading={link.isPending}
          onClick={() => link.mutate({ orgSlug: org.slug, exportId: made.id })}
        >
          Download
        </Button>
      )}
    </li>
  );
}

function stateText({ status, tablesDone, tablesTotal, rows, bytes }: OrgExportView): string {
  switch (status) {
    case "waiting":
      return "Waiting,";
    case "running":
      return `${formatCount(tablesDone)} of ${formatCount(tablesTotal)} tables,`;
    case "failed":
      return "Failed; make another one,";
    case "done":
      return `${formatCount(rows)} rows, ${sizeText(bytes)},`;
  }
}
