import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { findingLabel } from "@/app/_components/finding-label";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { IconButton } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { toast } from "@/app/_ui/toast";
import type { FirewallPolicy } from "@/server/contracts/firewall";
import type { AllowRule } from "@/server/contracts/firewall-allow";
import { matchWords } from "./allow-texts";

/** What passes although it is found. */
export function AllowRulesSection({ policy }: { policy: FirewallPolicy }) {
  const { org } = useConsole();
  const rules = useQuery(
    useTRPC().firewall.allowed.queryOptions({ orgSlug: org.slug, projectId: policy.projectId }),
  );
  return (
    <Section
      title="What passes all the same"
      description="Made from hits that were a mistake: open one under Found. Part of the policy; each change makes a new version of it."
    >
      <div className="max-w-200">
        {rules.data !== undefined ? (
          <RuleList items={rules.data.items} policy={policy} />
        ) : rules.isError ? (
          <QueryError query={rules} title="These rules could not be loaded" />
        ) : (
          <Loading>
            <Skeleton className="h-16 w-full" />
          </Loading>
        )}
      </div>
    </Section>
  );
}

function RuleList({ items, policy }: { items: readonly AllowRule[]; policy: FirewallPolicy }) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [removing, setRemoving] = useState<AllowRule | null>(null);
  const remove = useMutation(
    trpc.firewall.removeAllowed.mutationOptions({
      onSuccess: async () => {
        toast.success("It is found again from now on");
        setRemoving(null);
        await queryClient.invalidateQueries(trpc.firewall.pathFilter());
      },
    }),
  );
  if (items.length === 0) return <p className="text-sm text-muted">Nothing yet.</p>;
  return (
    <>
      <ul className="divide-y divide-subtle rounded-lg border border-default bg-surface">
        {items.map((rule) => (
          <li key={rule.id} className="flex items-start gap-3 px-4 py-2.5 text-sm">
            <div className="min-w-0 grow">
              <p className="break-words text-emphasis">
                <span className="font-mono text-xs">{matchWords(rule.match)}</span>
              </p>
              <p className="text-xs text-muted">
                {findingLabel(
                  { category: rule.category, detector: rule.detector ?? "model" },
                  policy.customRules,
                )}{" "}
                in {rule.direction === "answer" ? "answers" : "requests"}
                {rule.expiresAt !== null && (
                  <>
                    , ends <RelativeTime date={rule.expiresAt} />
                  </>
                )}
              </p>
              <p className="text-xs text-subtle">
                “{rule.reason}”, {rule.createdBy}, <RelativeTime date={rule.createdAt} />
              </p>
            </div>
            {may("firewall:manage") && (
              <IconButton
                label={`Remove ${matchWords(rule.match)}`}
                size="icon-sm"
                onClick={() => setRemoving(rule)}
              >
                <Trash2 aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        isOpen={removing !== null}
        onOpenChange={(isOpen) => !isOpen && setRemoving(null)}
        title="Remove this rule?"
        description="What it let pass is found again, and stopped where the policy says so."
        confirmLabel="Remove"
        isPending={remove.isPending}
        error={remove.error?.message}
        onConfirm={() =>
          removing !== null &&
          remove.mutate({ orgSlug: org.slug, projectId: policy.projectId, ruleId: removing.id })
        }
      />
    </>
  );
}
