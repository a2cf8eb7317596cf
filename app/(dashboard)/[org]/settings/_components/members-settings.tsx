"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Badge } from "@/app/_ui/badge";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Card, Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { Member } from "@/server/contracts/members";

const ROLE_TEXTS = {
  owner: "Everything, billing and deletion included",
  admin: "Everything but billing and deletion",
  member: "Works with keys, routes and requests",
  viewer: "Reads",
  rater: "Rates answers only",
} as const;

export function MembersSettings() {
  const { org } = useConsole();
  const members = useQuery(useTRPC().members.list.queryOptions({ orgSlug: org.slug }));
  return (
    <Section title="Members" description="Who can sign in to this organisation, and as what.">
      <Card>
        {members.data !== undefined ? (
          <MembersTable members={members.data.items} />
        ) : members.isError ? (
          <QueryError query={members} title="The members could not be loaded" />
        ) : (
          <Loading className="space-y-4 p-4">
            <Skeleton className="w-64" />
            <Skeleton className="w-56" />
          </Loading>
        )}
      </Card>
    </Section>
  );
}

function MembersTable({ members }: { members: readonly Member[] }) {
  const { person } = useConsole();
  return (
    <Table label="Members">
      <TableHead>
        <tr>
          <TableHeaderCell>Person</TableHeaderCell>
          <TableHeaderCell>Role</TableHeaderCell>
          <TableHeaderCell>Joined</TableHeaderCell>
        </tr>
      </TableHead>
      <TableBody>
        {members.map((member) => (
          <TableRow key={member.userId} className="h-12">
            <TableCell className="max-w-72">
              <span className="block truncate text-emphasis">
                {member.name ?? member.email}
                {member.email === person.email && <span className="text-subtle"> (you)</span>}
              </span>
              {member.name !== null && (
                <span className="block truncate text-xs text-subtle">{member.email}</span>
              )}
            </TableCell>
            <TableCell>
              <Badge>{member.role}</Badge>
              <span className="mt-0.5 block text-xs text-subtle max-sm:hidden">
                {ROLE_TEXTS[member.role]}
              </span>
            </TableCell>
            <TableCell className="text-muted">
              <RelativeTime date={member.joinedAt} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
