import { useQuery } from "@tanstack/react-query";
import { findingLabel } from "@/app/_components/finding-label";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount, formatPercent } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Card, Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import { type ReviewReport, TO_REVIEW_MAX } from "@/server/contracts/firewall-hits";
import { hitRangeOf } from "../search-params";
import type { FoundProps } from "./found-tab";

/** How right each detector was, as far as people have looked. */
export function ReviewSection({ policy, url }: FoundProps) {
  const { org } = useConsole();
  const report = useQuery(
    useTRPC().firewall.reviews.queryOptions({
      ...{ orgSlug: org.slug, projectId: policy.projectId, range: hitRangeOf(url.params) },
    }),
  );
  return (
    <Section
      title="How right it was"
      description="From your reviews: open a hit and say whether it was right. Precision is the share that was; the range behind it is where it really lies with 95 % certainty."
      actions={
        report.data !== undefined &&
        report.data.toReview > 0 && (
          <Button onClick={() => url.setParams({ state: "to_review" })}>
            {countOf(report.data.toReview)} to review
          </Button>
        )
      }
    >
      {report.data !== undefined ? (
        <DetectorTable report={report.data} policy={policy} />
      ) : report.isError ? (
        <QueryError query={report} title="The reviews could not be loaded" />
      ) : (
        <Loading>
          <Skeleton className="h-32 w-full" />
        </Loading>
      )}
    </Section>
  );
}

const countOf = (count: number): string =>
  count >= TO_REVIEW_MAX ? `${formatCount(TO_REVIEW_MAX)}+` : formatCount(count);

function DetectorTable({ report, policy }: { report: ReviewReport } & Pick<FoundProps, "policy">) {
  return (
    <Card className="overflow-x-auto">
      <Table label="Detectors">
        <TableHead>
          <tr>
            <TableHeaderCell>Detector</TableHeaderCell>
            <TableHeaderCell>In</TableHeaderCell>
            <TableHeaderCell isNumeric>Hits</TableHeaderCell>
            <TableHeaderCell isNumeric>Right</TableHeaderCell>
            <TableHeaderCell isNumeric>Mistakes</TableHeaderCell>
            <TableHeaderCell isNumeric>Precision</TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {report.detectors.map((row) => (
            <TableRow key={`${row.direction} ${row.category} ${row.detector}`}>
              <TableCell>{findingLabel(row, policy.customRules)}</TableCell>
              <TableCell>{row.direction === "answer" ? "answers" : "requests"}</TableCell>
              <TableCell isNumeric>{formatCount(row.hits)}</TableCell>
              <TableCell isNumeric>{formatCount(row.confirmed)}</TableCell>
              <TableCell isNumeric>{formatCount(row.mistaken)}</TableCell>
              <TableCell isNumeric className="whitespace-nowrap">
                {row.precision === null ? (
                  <span className="text-subtle">not reviewed</span>
                ) : (
                  <>
                    {formatPercent(row.precision.share)}{" "}
                    <span className="text-subtle">
                      {formatPercent(row.precision.low)}–{formatPercent(row.precision.high)}
                    </span>
                  </>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
