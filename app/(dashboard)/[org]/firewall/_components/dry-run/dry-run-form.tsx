import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { usePlan } from "@/app/_components/use-plan";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Checkbox } from "@/app/_ui/checkbox";
import { Select } from "@/app/_ui/select";
import type { FirewallPolicy } from "@/server/contracts/firewall";
import type { AllowRule } from "@/server/contracts/firewall-allow";
import { matchWords } from "../allow-texts";
import type { FirewallUrl } from "../use-firewall-url";
import { DAYS_OPTIONS } from "./dry-run-texts";

export interface DryRunFormProps {
  draft: FirewallPolicy;
  /** One is under way. */
  isBusy: boolean;
  url: FirewallUrl;
}

export function DryRunForm({ draft, isBusy, url }: DryRunFormProps) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const plan = usePlan();
  const [days, setDays] = useState<(typeof DAYS_OPTIONS)[number]["value"]>("7");
  const [without, setWithout] = useState<readonly string[]>([]);
  const ofProject = { orgSlug: org.slug, projectId: draft.projectId };
  const rules = useQuery(trpc.firewall.allowed.queryOptions(ofProject)).data?.items ?? [];
  const start = useMutation(
    trpc.dryRuns.start.mutationOptions({
      onSuccess: async (run) => {
        queryClient.setQueryData(trpc.dryRuns.get.queryKey({ ...ofProject, dryRunId: run.id }), run);
        url.setParams({ run: null, way: null, change: null });
        await queryClient.invalidateQueries(trpc.dryRuns.list.queryFilter(ofProject));
      },
    }),
  );
  const keptDays = plan?.retentionDays.bodies ?? 30;
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        const chosen = DAYS_OPTIONS.find(({ value }) => value === days)?.days ?? 7;
        const known = without.filter((id) => rules.some((rule) => rule.id === id));
        start.mutate({ ...ofProject, days: chosen, draft, withoutAllowRules: known });
      }}
    >
      {rules.length > 0 && <LeftOut rules={rules} value={without} onChange={setWithout} />}
      <div className="flex flex-wrap items-center gap-2">
        <Select
          aria-label="How far back"
          className="w-44"
          options={DAYS_OPTIONS.map(({ value, label, days: count }) => ({
            value,
            label,
            ...(count > keptDays ? { description: `Texts are kept for ${keptDays} days.` } : {}),
          }))}
          value={days}
          onValueChange={setDays}
        />
        <Button type="submit" isLoading={start.isPending} disabled={isBusy}>
          Run over past requests
        </Button>
        {isBusy && <span className="text-xs text-subtle">One at a time: one is under way.</span>}
      </div>
      {start.isError && (
        <Callout tone="error" isLive>
          {start.error.message}
        </Callout>
      )}
    </form>
  );
}

interface LeftOutProps {
  rules: readonly AllowRule[];
  value: readonly string[];
  onChange: (ids: readonly string[]) => void;
}

/** Rules of “What passes all the same” that the dry run does without. */
function LeftOut({ rules, value, onChange }: LeftOutProps) {
  return (
    <fieldset className="space-y-1.5">
      <legend className="mb-1 text-xs text-muted">Without these rules of what passes all the same</legend>
      {rules.map((rule) => (
        <Checkbox
          key={rule.id}
          label={<span className="font-mono text-xs break-words">{matchWords(rule.match)}</span>}
          isChecked={value.includes(rule.id)}
          onCheckedChange={(isChecked) =>
            onChange(isChecked ? [...value, rule.id] : value.filter((id) => id !== rule.id))
          }
        />
      ))}
    </fieldset>
  );
}
