import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CalibrationPlot } from "@/app/_charts/calibration-plot";
import { prepareCalibration } from "@/app/_charts/prepare-calibration";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount, formatPercent } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Section } from "@/app/_ui/section";
import { toast } from "@/app/_ui/toast";
import type { Calibration } from "@/server/contracts/judge";

export interface CalibrationSectionProps {
  projectId: string;
  calibrations: readonly Calibration[];
}

/** What a judge's points mean to the users, by route. */
export function CalibrationSection({ projectId, calibrations }: CalibrationSectionProps) {
  return (
    <Section
      title="Judge against users"
      description="Where a user has scored a session that was judged, the two are compared. Routes are taught what users would say, not what the judge said."
    >
      {calibrations.length === 0 ? (
        <p className="text-sm text-muted">
          No user has scored a judged session yet. Until then the judge is taken at its word, and counts for
          less than users do.
        </p>
      ) : (
        <ul className="space-y-8">
          {calibrations.map((calibration) => (
            <CalibrationItem
              key={`${calibration.judgeModel} ${calibration.rubricVersion} ${calibration.routeId}`}
              projectId={projectId}
              calibration={calibration}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}

function CalibrationItem({ projectId, calibration }: { projectId: string; calibration: Calibration }) {
  const { routeId, routeName, judgeModel, rubricVersion, pairCount, cells } = calibration;
  const route =
    routeId === null ? "All routes" : (routeName ?? (routeId === "" ? "Without a route" : routeId));
  return (
    <li className="space-y-3">
      <h3 className="flex flex-wrap items-baseline gap-x-2 text-sm font-semibold text-emphasis">
        {route}
        <span className="font-mono text-xs font-normal text-muted">{judgeModel}</span>
        <span className="text-xs font-normal text-subtle">
          rubric {rubricVersion}, {formatCount(pairCount)} sessions with both
        </span>
      </h3>
      {calibration.drift !== null && <DriftAlarm projectId={projectId} calibration={calibration} />}
      <p className="text-sm text-muted">{meaningOf(calibration)}</p>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <CalibrationPlot plot={prepareCalibration(calibration)} />
        {cells.length > 0 && <CellTable cells={cells} />}
      </div>
    </li>
  );
}

function meaningOf({ intercept, slope, pairCount }: Calibration): string {
  const at = (score: number): string => (Math.min(1, Math.max(0, intercept + slope * score)) * 10).toFixed(1);
  const trust = pairCount < 30 ? " There are few of these yet, so this is still mostly our first guess." : "";
  return `Five points of the judge stand for ${at(1)} of 10 by your users, three for ${at(0.5)}, one for ${at(0)}.${trust}`;
}

function CellTable({ cells }: Pick<Calibration, "cells">) {
  return (
    <div className="max-h-72 overflow-auto" tabIndex={-1}>
      <table className="w-full text-left text-xs">
        <thead className="text-subtle">
          <tr className="[&>th]:border-b [&>th]:border-default [&>th]:py-1.5 [&>th]:pr-3 [&>th]:font-normal">
            <th scope="col">Model and task</th>
            <th scope="col">Judge</th>
            <th scope="col">Users</th>
            <th scope="col">Sessions</th>
          </tr>
        </thead>
        <tbody className="tabular-nums">
          {cells.map(({ cell, judge, nps, count }) => (
            <tr key={cell} className="[&>td]:border-b [&>td]:border-subtle [&>td]:py-1.5 [&>td]:pr-3">
              <td className="font-mono break-all">{cell}</td>
              <td>{formatPercent(judge)}</td>
              <td>{(nps * 10).toFixed(1)}</td>
              <td>{formatCount(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DriftAlarm({ projectId, calibration }: { projectId: string; calibration: Calibration }) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const accept = useMutation(
    trpc.evaluations.acceptDrift.mutationOptions({
      onSuccess: async () => {
        toast.success("Compared anew from now on");
        await queryClient.invalidateQueries(trpc.evaluations.judge.queryFilter());
      },
      onError: (error) => toast.error("That was not saved", { description: shownError(error).message }),
    }),
  );
  const { routeId, judgeModel, rubricVersion, drift } = calibration;
  return (
    <Callout tone="warning">
      <p>
        The judge and your users have parted: it has become {drift === "kinder" ? "kinder" : "stricter"} than
        they are. Until you have looked, its scores here teach nothing. Often its provider has changed the
        model, or your application has changed what it asks.
      </p>
      {may("judge:manage") && (
        <Button
          size="sm"
          className="mt-2"
          isLoading={accept.isPending}
          onClick={() => accept.mutate({ orgSlug: org.slug, projectId, routeId, judgeModel, rubricVersion })}
        >
          I have looked: compare anew
        </Button>
      )}
    </Callout>
  );
}
