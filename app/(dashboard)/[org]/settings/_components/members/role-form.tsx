"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { DialogFooter } from "@/app/_ui/dialog";
import { toast } from "@/app/_ui/toast";
import type { Member } from "@/server/contracts/members";
import { RoleSelect } from "./role-select";
import { ROLE_LABELS } from "./role-texts";

export function RoleForm({ member, onDone }: { member: Member; onDone: () => void }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [role, setRole] = useState(member.role);
  const change = useMutation(
    trpc.members.changeRole.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.members.list.queryFilter());
        toast.success(`${member.name ?? member.email} is ${ROLE_LABELS[role].toLowerCase()} now`);
        onDone();
      },
    }),
  );
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ orgSlug: org.slug, userId: member.userId, role });
  };
  return (
    <form className="space-y-4" onSubmit={onSubmit}>
      <RoleSelect value={role} onChange={setRole} />
      {change.isError && (
        <Callout tone="error" isLive>
          {shownError(change.error).message}
        </Callout>
      )}
      <DialogFooter>
        <Button type="submit" variant="primary" isLoading={change.isPending}>
          Save
        </Button>
      </DialogFooter>
    </form>
  );
}
