"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { Budget } from "@/server/contracts/budgets";
import { BudgetDialog } from "./budget-dialog";
import { BudgetList } from "./budget-list";
import { UsagePanel } from "./usage-panel";

const REFRESH_MS = 5_000;

/** Which budget the window is for; `new` is one that does not exist yet. */
type Editing = Budget | "new" | null;

export function LimitsSettings() {
  const { org, may } = useConsole();
  const usage = useQuery(
    useTRPC().budgets.usage.queryOptions({ orgSlug: org.slug }, { refetchInterval: REFRESH_MS }),
  );
  const [editing, setEditing] = useState<Editing>(null);
  const mayManage = may("budget:manage");
  if (usage.data === undefined) {
    if (usage.isError) return <QueryError query={usage} title="The limits could not be loaded" />;
    return (
      <Loading className="space-y-6">
        <Skeleton className="h-44 w-full" />
        <Skeleton className="h-32 w-full" />
      </Loading>
    );
  }
  return (
    <div className="space-y-10">
      <UsagePanel usage={usage.data} />
      <Section
        title="Budgets"
        description="The most to be spent on models in a calendar month or a day (UTC)."
        actions={
          mayManage && (
            <Button size="sm" icon={<Plus aria-hidden />} onClick={() => setEditing("new")}>
              Set budget
            </Button>
          )
        }
      >
        <BudgetList budgets={usage.data.budgets} onEdit={mayManage ? setEditing : undefined} />
        <p className="mt-3 text-xs text-subtle">
          A request reserves the most it may cost before it is forwarded, so many at once do not overspend.
          Models without a known price count towards no budget.
        </p>
        {!mayManage && <p className="mt-1 text-xs text-subtle">Owners and admins can change budgets.</p>}
      </Section>
      {mayManage && <BudgetDialog editing={editing} onClose={() => setEditing(null)} />}
    </div>
  );
}
