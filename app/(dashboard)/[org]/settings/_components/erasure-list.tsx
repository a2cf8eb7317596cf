"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Badge } from "@/app/_ui/badge";
import { CopyButton } from "@/app/_ui/copy";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { ErasureView } from "@/server/contracts/erasure";
import type { Project } from "@/server/contracts/projects";
import { erasedInWords } from "./erasure-texts";

/** Receipts, newest first. They do not say who was erased. */
export function ErasureList({ projects }: { projects: readonly Project[] }) {
  const { org } = useConsole();
  const erasures = useQuery(useTRPC().erasure.list.queryOptions({ orgSlug: org.slug }));
  if (erasures.isError) return <QueryError query={erasures} title="The receipts could not be loaded" />;
  if (erasures.data === undefined)
    return (
      <Loading>
        <Skeleton className="mt-5 h-16 w-full" />
      </Loading>
    );
  if (erasures.data.items.length === 0) return null;
  const nameOf = (id: string) => projects.find((project) => project.id === id)?.name ?? id;
  return (
    <div className="mt-5 border-t border-default pt-3">
      <Table label="Erasures">
        <TableHead>
          <TableRow>
            <TableHeaderCell>Receipt</TableHeaderCell>
            <TableHeaderCell>Project</TableHeaderCell>
            <TableHeaderCell>Deleted</TableHeaderCell>
            <TableHeaderCell>By</TableHeaderCell>
            <TableHeaderCell>When</TableHeaderCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {erasures.data.items.map((erasure) => (
            <Receipt key={erasure.id} erasure={erasure} projectName={nameOf(erasure.projectId)} />
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function Receipt({ erasure, projectName }: { erasure: ErasureView; projectName: string }) {
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap">
        <span className="font-mono text-xs">{erasure.id.slice(0, 12)}…</span>
        <CopyButton text={erasure.id} label="Copy the receipt’s id" />
      </TableCell>
      <TableCell>{projectName}</TableCell>
      <TableCell className="text-muted">
        {erasure.finishedAt === null ? (
          <Badge tone="warning">Cut off: erase the user again</Badge>
        ) : (
          erasedInWords(erasure.deleted)
        )}
      </TableCell>
      <TableCell className="whitespace-nowrap">{erasure.actorLabel}</TableCell>
      <TableCell className="whitespace-nowrap text-muted">
        <RelativeTime date={erasure.requestedAt} />
      </TableCell>
    </TableRow>
  );
}
