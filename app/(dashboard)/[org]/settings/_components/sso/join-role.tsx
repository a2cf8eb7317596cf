"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Field } from "@/app/_ui/field";
import { Select } from "@/app/_ui/select";
import { toast } from "@/app/_ui/toast";
import { JOIN_ROLES, type SsoConnection } from "@/server/contracts/sso";
import { ROLE_LABELS, ROLE_TEXTS } from "../members/role-texts";

const OPTIONS = JOIN_ROLES.map((role) => ({
  value: role,
  label: ROLE_LABELS[role],
  description: ROLE_TEXTS[role],
}));

/** What people come in as whom nobody invited. */
export function JoinRole({ connection }: { connection: SsoConnection }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const save = useMutation(
    trpc.sso.setJoinRole.mutationOptions({
      onSuccess: () =>
        Promise.all([
          queryClient.invalidateQueries(trpc.sso.get.queryFilter()),
          queryClient.invalidateQueries(trpc.scim.get.queryFilter()),
        ]),
      onError: (error) => toast.error("That was not changed", { description: shownError(error).message }),
    }),
  );
  const shown = save.isPending ? save.variables.role : connection.joinRole;
  return (
    <Field
      label="Role of new people"
      description="Whoever signs in here for the first time, or comes by directory sync, gets it. Members stay what they are."
    >
      <Select
        options={OPTIONS}
        value={OPTIONS.find(({ value }) => value === shown)?.value ?? null}
        isDisabled={save.isPending}
        onValueChange={(role) => save.mutate({ orgSlug: org.slug, role })}
        className="max-w-72"
      />
    </Field>
  );
}
