"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Card, Section } from "@/app/_ui/section";
import { Select, type SelectOption } from "@/app/_ui/select";
import { toast } from "@/app/_ui/toast";
import { providerCatalogEntry } from "@/server/contracts/provider-catalog";
import type { ProviderKey } from "@/server/contracts/provider-keys";
import type { KeyBalancing as Balancing } from "@/server/contracts/route-settings";

const OPTIONS: readonly SelectOption<Balancing>[] = [
  {
    value: "latency_based",
    label: "Lowest latency",
    description: "By weight, less for keys that are slow or busy.",
  },
  { value: "weighted", label: "Weighted", description: "By weight alone." },
  { value: "round_robin", label: "Round robin", description: "Keys take turns." },
];

/** Only for providers with several keys; with one there is nothing to spread. */
export function KeyBalancing({ keys }: { keys: readonly ProviderKey[] }) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const set = useQuery(trpc.providerKeys.balancing.queryOptions({ orgSlug: org.slug }));
  const save = useMutation(
    trpc.providerKeys.setBalancing.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.providerKeys.balancing.queryFilter()),
      onError: (error) => toast.error(shownError(error).message),
    }),
  );
  const ids = keys.map(({ provider }) => provider);
  const several = [...new Set(ids)].filter((id) => ids.indexOf(id) !== ids.lastIndexOf(id));
  if (several.length === 0) return null;
  return (
    <Section
      title="Several keys of a provider"
      description="How calls are spread over them. A refused or limited key is passed over whatever stands here; a route can say otherwise."
    >
      <Card>
        <ul className="divide-y divide-subtle">
          {several.map((provider) => {
            const name = providerCatalogEntry(provider)?.name ?? provider;
            return (
              <li key={provider} className="flex items-center justify-between gap-3 px-4 py-2">
                <span className="text-emphasis">{name}</span>
                <Select
                  aria-label={`How calls are spread over the keys of ${name}`}
                  options={OPTIONS}
                  value={set.data?.[provider] ?? "latency_based"}
                  isDisabled={!may("provider:manage") || save.isPending}
                  onValueChange={(balancing) => save.mutate({ orgSlug: org.slug, provider, balancing })}
                  className="w-48"
                />
              </li>
            );
          })}
        </ul>
      </Card>
    </Section>
  );
}
