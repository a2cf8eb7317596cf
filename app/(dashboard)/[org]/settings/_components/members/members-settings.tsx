"use client";

import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Card, Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { ListMembersOutput } from "@/server/contracts/members";
import { InvitationsSection } from "./invitations-section";
import { InviteDialog } from "./invite-dialog";
import { LeaveSection } from "./leave-section";
import { MembersTable } from "./members-table";
import { RequireTwoFactor } from "./require-two-factor";

export function MembersSettings() {
  const { org } = useConsole();
  const members = useQuery(useTRPC().members.list.queryOptions({ orgSlug: org.slug }));
  if (members.data !== undefined) return <MembersPage list={members.data} />;
  if (members.isError) return <QueryError query={members} title="The members could not be loaded" />;
  return (
    <Loading className="space-y-4">
      <Skeleton className="h-8 w-40" />
      <Skeleton className="h-32 w-full" />
    </Loading>
  );
}

function MembersPage({ list }: { list: ListMembersOutput }) {
  const { org, may } = useConsole();
  const [isInviting, setIsInviting] = useState(false);
  const mayManage = may("member:manage");
  const { used, max } = list.seats;
  const isFull = max !== null && used >= max;
  return (
    <div className="space-y-10">
      <Section
        title="Members"
        description="Who can sign in to this organisation, and as what."
        actions={
          mayManage && (
            <Button
              size="sm"
              icon={<UserPlus aria-hidden />}
              disabled={isFull}
              onClick={() => setIsInviting(true)}
            >
              Invite
            </Button>
          )
        }
      >
        <Card className="mb-3">
          <MembersTable members={list.items} />
        </Card>
        <RequireTwoFactor without={list.items.filter(({ hasTwoFactor }) => !hasTwoFactor).length} />
        <p className="mt-3 text-xs text-subtle">
          {max === null
            ? "Your plan has no limit of seats."
            : `${used} of ${max} seats are taken, open invitations among them.`}
          {isFull && mayManage && (
            <>
              {" "}
              To invite somebody, free a seat or{" "}
              <Link
                href={`/${org.slug}/settings?tab=billing`}
                className="rounded-sm text-emphasis underline underline-offset-2"
              >
                upgrade your plan
              </Link>
              .
            </>
          )}
          {!mayManage && " Owners and admins can invite and change members."}
        </p>
      </Section>
      {list.invitations.length > 0 && <InvitationsSection invitations={list.invitations} />}
      <LeaveSection />
      {mayManage && <InviteDialog isOpen={isInviting} onClose={() => setIsInviting(false)} />}
    </div>
  );
}
