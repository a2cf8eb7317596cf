"use client";

import { ShieldCheck } from "lucide-react";
import { useConsole } from "@/app/_components/shell/console-context";
import { Badge } from "@/app/_ui/badge";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { Member } from "@/server/contracts/members";
import { MemberMenu } from "./member-menu";
import { ROLE_LABELS, ROLE_TEXTS } from "./role-texts";

export function MembersTable({ members }: { members: readonly Member[] }) {
  return (
    <Table label="Members">
      <TableHead>
        <tr>
          <TableHeaderCell>Person</TableHeaderCell>
          <TableHeaderCell>Role</TableHeaderCell>
          <TableHeaderCell>Joined</TableHeaderCell>
          <TableHeaderCell>
            <span className="sr-only">Actions</span>
          </TableHeaderCell>
        </tr>
      </TableHead>
      <TableBody>
        {members.map((member) => (
          <MemberRow key={member.userId} member={member} />
        ))}
      </TableBody>
    </Table>
  );
}

function MemberRow({ member }: { member: Member }) {
  const { person } = useConsole();
  const isMe = member.email === person.email;
  return (
    <TableRow className="h-12">
      <TableCell className="max-w-72 max-sm:max-w-40">
        <span className="block truncate text-emphasis">
          {member.name ?? member.email}
          {isMe && <span className="text-subtle"> (you)</span>}
          {member.hasTwoFactor && (
            <ShieldCheck
              aria-hidden
              className="mb-0.5 ml-1.5 inline size-3.5 text-success"
              strokeWidth={1.75}
            />
          )}
        </span>
        {member.hasTwoFactor && <span className="sr-only">has two-factor sign-in</span>}
        {member.name !== null && <span className="block truncate text-xs text-subtle">{member.email}</span>}
      </TableCell>
      <TableCell>
        <Badge>{ROLE_LABELS[member.role]}</Badge>
        <span className="mt-0.5 block text-xs text-subtle max-sm:hidden">{ROLE_TEXTS[member.role]}</span>
      </TableCell>
      <TableCell className="text-muted">
        <RelativeTime date={member.joinedAt} />
      </TableCell>
      <TableCell className="w-0 text-right">{!isMe && <MemberMenu member={member} />}</TableCell>
    </TableRow>
  );
}
