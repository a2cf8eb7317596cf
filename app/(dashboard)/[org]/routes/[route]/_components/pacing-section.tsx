"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount, UNKNOWN } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Badge, type BadgeProps } from "@/app/_ui/badge";
import { Facts } from "@/app/_ui/facts";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Card, Section } from "@/app/_ui/section";
import { Skeleton } from "@/app/_ui/skeleton";
import type { PacingState, PacingView } from "@/server/contracts/pacing";

const REFETCH_MS = 10_000;

const STATES: Readonly<Record<PacingState, { label: string; tone: BadgeProps["tone"]; text: string }>> = {
  steering: {
    label: "Steering",
    tone: "success",
    text: "What money weighs is moved until the mean meets the target.",
  },
  free: {
    label: "Not needed",
    tone: "outline",
    text: "The best models cost less than the target, so quality alone decides.",
  },
  exhausted: {
    label: "Out of reach",
    tone: "error",
    text: "Requests cost more than the target although the cheapest models are chosen. Raise it, or add a cheaper model.",
  },
};

/** How the mean cost of a route is steered to its target. */
export function PacingSection({ routeId }: { routeId: string }) {
  const { org } = useConsole();
  const pacing = useQuery({
    ...useTRPC().pacing.get.queryOptions({ orgSlug: org.slug, routeId }),
    refetchInterval: REFETCH_MS,
  });
  if (pacing.data === null) return null;
  return (
    <Section
      title="Mean cost"
      description="The route chooses dearer models where they gain most, as often as its target allows. Single days may lie beside it: sessions differ in length, and each keeps its model."
    >
      <Card>
        {pacing.isError ? (
          <QueryError query={pacing} title="The mean cost could not be loaded" />
        ) : pacing.data === undefined ? (
          <Skeleton className="m-4 h-24" />
        ) : (
          <PacingFacts pacing={pacing.data} />
        )}
      </Card>
    </Section>
  );
}

function PacingFacts({ pacing }: { pacing: NonNullable<PacingView> }) {
  const { label, tone, text } = STATES[pacing.state];
  return (
    <div className="px-4 py-2">
      <Facts
        items={[
          { label: "Target", value: `${per1000(pacing.targetMicroUsd)} for 1,000 requests` },
          { label: "Last 7 days", value: spentText(pacing.lastWeek) },
          {
            label: "Since the target",
            value: (
              <>
                {spentText(pacing.sinceStart)}; set <RelativeTime date={pacing.startedAt} />
              </>
            ),
          },
          {
            label: "State",
            value: (
              <span className="flex flex-wrap items-center gap-2">
                <Badge tone={tone}>{label}</Badge> {text}
              </span>
            ),
          },
          { label: "What money weighs", value: weightText(pacing) },
        ]}
      />
    </div>
  );
}

function spentText({ requests, meanMicroUsd }: { requests: number; meanMicroUsd: number | null }): string {
  if (meanMicroUsd === null) return "no request yet";
  return `${per1000(meanMicroUsd)}, over ${formatCount(requests)} ${requests === 1 ? "request" : "requests"}`;
}

/** λ in words: a dollar for 1,000 requests against points of the score from 0 to 10. */
function weightText({ lambda, state }: NonNullable<PacingView>): string {
  if (state === "free") return "Nothing: a model is chosen for its score alone.";
  const points = lambda / 100;
  const digits = points >= 10 ? 0 : points >= 0.1 ? 2 : 4;
  return `A model that costs $1 more for 1,000 requests must be expected to score ${points.toFixed(digits)} points higher, of 10.`;
}

function per1000(microUsd: number): string {
  if (!Number.isFinite(microUsd)) return UNKNOWN;
  const usd = microUsd / 1_000;
  return `$${usd.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 3 })}`;
}
