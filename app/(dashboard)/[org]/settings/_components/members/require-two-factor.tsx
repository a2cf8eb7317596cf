"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Card } from "@/app/_ui/section";
import { Switch } from "@/app/_ui/switch";
import { toast } from "@/app/_ui/toast";

/** Keeps members out who have not set up two-factor sign-in. */
export function RequireTwoFactor({ without }: { without: number }) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const organization = useQuery(trpc.organizations.get.queryOptions({ orgSlug: org.slug }));
  const change = useMutation(
    trpc.organizations.requireTwoFactor.mutationOptions({
      onSuccess: async ({ requireTwoFactor }) => {
        await queryClient.invalidateQueries(trpc.organizations.get.queryFilter());
        toast.success(requireTwoFactor ? "Two-factor sign-in is required" : "Two-factor sign-in is optional");
      },
      onError: (error) => toast.error("That was not changed", { description: shownError(error).message }),
    }),
  );
  if (organization.data === undefined) return null;
  const members = without === 1 ? "One member has" : `${without} members have`;
  return (
    <Card className="px-4 py-3">
      <Switch
        isOn={change.isPending ? change.variables.isRequired : organization.data.requireTwoFactor}
        onChange={(isRequired) => change.mutate({ orgSlug: org.slug, isRequired })}
        isDisabled={!may("organization:update") || change.isPending}
        label="Require two-factor sign-in"
        description={
          without === 0
            ? "Every member has set it up."
            : `${members} not set it up, and would have to before they get in again.`
        }
      />
    </Card>
  );
}
