"use client";

import { Crown, Ellipsis, UserCog, UserMinus } from "lucide-react";
import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { IconButton } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { Dialog, DialogContent } from "@/app/_ui/dialog";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/app/_ui/menu";
import type { Member } from "@/server/contracts/members";
import { mayGrant } from "@/server/contracts/permissions";
import { RoleForm } from "./role-form";
import { useMemberActions } from "./use-member-actions";

type Asking = "role" | "remove" | "transfer" | null;

/** What can be done with a member; nothing at all where the person may do none of it. */
export function MemberMenu({ member }: { member: Member }) {
  const { org, may } = useConsole();
  const [asking, setAsking] = useState<Asking>(null);
  const close = () => setAsking(null);
  const { remove, transfer } = useMemberActions(member, close);
  const ask = (what: Asking) => (isOpen: boolean) => setAsking(isOpen ? what : null);
  if (!may("member:manage") || !mayGrant(org.role, member.role)) return null;
  const name = member.name ?? member.email;
  return (
    <>
      <Menu>
        <MenuTrigger
          render={
            <IconButton label={`Actions for ${name}`} size="icon-sm">
              <Ellipsis aria-hidden />
            </IconButton>
          }
        />
        <MenuContent>
          <MenuItem icon={<UserCog aria-hidden />} onSelect={() => setAsking("role")}>
            Change role…
          </MenuItem>
          {may("ownership:transfer") && member.role !== "owner" && (
            <MenuItem icon={<Crown aria-hidden />} onSelect={() => setAsking("transfer")}>
              Hand over ownership…
            </MenuItem>
          )}
          <MenuSeparator />
          <MenuItem isDanger icon={<UserMinus aria-hidden />} onSelect={() => setAsking("remove")}>
            Remove…
          </MenuItem>
        </MenuContent>
      </Menu>
      <Dialog open={asking === "role"} onOpenChange={ask("role")}>
        {asking === "role" && (
          <DialogContent title={`Role of ${name}`} description="It holds from their next click.">
            <RoleForm member={member} onDone={close} />
          </DialogContent>
        )}
      </Dialog>
      <ConfirmDialog
        isOpen={asking === "remove"}
        onOpenChange={ask("remove")}
        title={`Remove ${name}?`}
        description="They lose access at once. Keys and routes they made stay; their account and other organisations are not touched."
        confirmLabel="Remove member"
        isPending={remove.isPending}
        error={remove.error}
        onConfirm={remove.start}
      />
      <ConfirmDialog
        isOpen={asking === "transfer"}
        onOpenChange={ask("transfer")}
        title={`Make ${name} the owner?`}
        description="You stay as an admin. Only an owner can hand it back to you."
        confirmLabel="Hand over ownership"
        typedText={org.name}
        isPending={transfer.isPending}
        error={transfer.error}
        onConfirm={transfer.start}
      />
    </>
  );
}
