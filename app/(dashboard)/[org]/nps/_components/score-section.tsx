"use client";

import { useQuery } from "@tanstack/react-query";
import { prepareScoreBars } from "@/app/_charts/prepare-score-bars";
import { ScoreBars } from "@/app/_charts/score-bars";
import { NpsHeadline } from "@/app/_components/nps-headline";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount, formatPercent } from "@/app/_lib/format";
import { NPS_GROUP_LOOK } from "@/app/_lib/nps-format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { StatusDot } from "@/app/_ui/badge";
import { Card, Section } from "@/app/_ui/section";
import type { NpsReport } from "@/server/contracts/nps";
import type { NpsUrl } from "./use-nps-url";

/** The NPS with its interval, who stands behind it, and how often each score was given. */
export function ScoreSection({ url, report }: { url: NpsUrl; report: NpsReport }) {
  const { bars, groups } = prepareScoreBars(report);
  return (
    <Section title="Score">
      <Card className="p-4">
        <NpsHeadline figure={report.figure} />
        <ul className="mt-2 mb-4 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
          {groups.map(({ group, count, share }) => (
            <li key={group} className="flex items-center gap-1.5 tabular-nums">
              <StatusDot tone={NPS_GROUP_LOOK[group].tone} />
              {NPS_GROUP_LOOK[group].label} {NPS_GROUP_LOOK[group].range}:{" "}
              <span className="text-emphasis">{formatPercent(share)}</span> ({formatCount(count)})
            </li>
          ))}
        </ul>
        <ScoreBars
          bars={bars}
          chosen={url.params.score}
          onChoose={(score) => url.setParams({ score, list: score === null ? url.params.list : "all" })}
        />
        <ResponseRate url={url} />
      </Card>
    </Section>
  );
}

/** Asks have no model or language: only range and project narrow them. */
function ResponseRate({ url }: { url: NpsUrl }) {
  const { org } = useConsole();
  const { range, projectId } = url.filters;
  const rate = useQuery(useTRPC().nps.responseRate.queryOptions({ orgSlug: org.slug, range, projectId }));
  if (rate.data === undefined) return <p className="mt-3 h-4" />;
  const { asked, answered, unasked } = rate.data;
  return (
    <p className="mt-3 text-xs text-subtle tabular-nums">
      {asked === 0
        ? "Nobody was asked by the widget in this range."
        : `Asked ${formatCount(asked)} times, answered ${formatCount(answered)} times: ${formatPercent(answered / asked)}.`}
      {unasked > 0 && ` ${formatCount(unasked)} came without an ask.`}
    </p>
  );
}
