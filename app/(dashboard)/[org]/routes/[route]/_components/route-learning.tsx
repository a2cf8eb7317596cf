"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { confidenceText, phaseLabel, phaseText } from "@/app/_components/decision/decision-texts";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCost, formatPercent } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Badge } from "@/app/_ui/badge";
import { Facts } from "@/app/_ui/facts";
import { Card, Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import { Skeleton } from "@/app/_ui/skeleton";
import type { RouteLearningView } from "@/server/contracts/learning";
import { LearnedCandidates } from "./learned-candidates";

/** What the learner thinks of a route's models now: the same that the gateway decides by. */
export function RouteLearning({ routeId }: { routeId: string }) {
  const { org } = useConsole();
  const [category, setCategory] = useState<string | null>(null);
  const learning = useQuery(
    useTRPC().learning.route.queryOptions({
      orgSlug: org.slug,
      routeId,
      ...(category === null ? {} : { category }),
    }),
  );
  return (
    <Section
      title="What is learned"
      description={
        <>
          By kind of task. A model’s expected score comes from public benchmarks, from{" "}
          <Link
            className="text-emphasis underline decoration-(--border-strong) underline-offset-4"
            href={`/${org.slug}/learning`}
          >
            what others’ users said
          </Link>{" "}
          and from what yours said; the bar spans 95 %.
        </>
      }
      actions={
        learning.data !== undefined && (
          <Select
            aria-label="Kind of task"
            size="sm"
            className="w-44"
            options={categoryOptions(learning.data)}
            value={learning.data.category}
            onValueChange={setCategory}
          />
        )
      }
    >
      <Card>
        {learning.isError ? (
          <QueryError query={learning} title="What is learned could not be loaded" />
        ) : learning.data === undefined ? (
          <Skeleton className="m-4 h-32" />
        ) : (
          <>
            <LearnedCandidates candidates={learning.data.candidates} />
            <LearnedFacts learning={learning.data} />
          </>
        )}
      </Card>
    </Section>
  );
}

function LearnedFacts({ learning }: { learning: RouteLearningView }) {
  const { weights } = learning;
  const why = confidenceText(learning.confidence_reason);
  const best = learning.candidates.find(({ is_best }) => is_best);
  return (
    <div className="border-t border-default px-4 py-2">
      <Facts
        items={[
          {
            label: "Led by",
            value: (
              <span className="flex items-center gap-2">
                <Badge tone="outline">{phaseLabel(learning.phase)}</Badge> {phaseText(learning.phase)}
              </span>
            ),
          },
          {
            label: "Evidence",
            value: `end users ${formatPercent(weights.session)}, evaluations ${formatPercent(weights.auto)}, ratings ${formatPercent(weights.manual)}, benchmarks ${formatPercent(weights.benchmark)}`,
          },
          {
            label: "Confidence",
            value: `${learning.confidence.toFixed(2)}${why === "" ? "" : `: ${why}`}. A rule of thumb, not a probability.`,
          },
          {
            label: "Exploration",
            value: `${formatPercent(learning.exploration_rate)} of sessions go to another model than the best`,
          },
          {
            label: "Usual cost",
            value: `${formatCost(best?.cost_micro_usd ?? null)} a request of the best model`,
          },
        ]}
      />
    </div>
  );
}

function categoryOptions({ category, categories }: RouteLearningView): { value: string; label: string }[] {
  const names = new Set([category, ...categories.map((row) => row.category)]);
  return [...names].map((value) => ({ value, label: value.replaceAll("_", " ") }));
}
