import { useInfiniteQuery } from "@tanstack/react-query";
import { findingLabel } from "@/app/_components/finding-label";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Card, Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { FirewallRule } from "@/server/contracts/firewall";
import type { FirewallHit, HitState } from "@/server/contracts/firewall-hits";
import { hitName, hitRangeOf, readHitName } from "../search-params";
import { ACTION_WORDS, CATEGORY_OPTIONS, VERDICT_WORDS } from "./firewall-texts";
import type { FoundProps } from "./found-tab";
import { HitSheet } from "./hit-sheet";
import type { FirewallUrl } from "./use-firewall-url";

const STATES: readonly { value: HitState; label: string }[] = [
  { value: "all", label: "All hits" },
  { value: "to_review", label: "To review" },
  { value: "mistaken", label: "Mistakes" },
  { value: "confirmed", label: "Right" },
];

export function HitsSection({ policy, url }: FoundProps) {
  const { org } = useConsole();
  const { state, direction, category, hit } = url.params;
  const hits = useInfiniteQuery(
    useTRPC().firewall.hits.infiniteQueryOptions(
      {
        ...{ orgSlug: org.slug, projectId: policy.projectId, range: hitRangeOf(url.params), state },
        ...(direction === null ? {} : { foundIn: direction }),
        ...(category === null ? {} : { category }),
      },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const items = hits.data?.pages.flatMap((page) => page.items) ?? [];
  const place = items.findIndex((each) => hitName(each) === hit);
  const opener = (index: number): (() => void) | undefined => {
    const item = items[index];
    return place < 0 || item === undefined ? undefined : () => url.setParams({ hit: hitName(item) });
  };
  return (
    <Section
      title="Hits"
      description="What was found and where, the newest first. Open one to see its surroundings, as far as they are stored."
      actions={<HitFilters url={url} />}
    >
      {hits.data === undefined ? (
        hits.isError ? (
          <QueryError query={hits} title="The hits could not be loaded" />
        ) : (
          <Loading>
            <Skeleton className="h-40 w-full" />
          </Loading>
        )
      ) : items.length === 0 ? (
        <p className="rounded-lg border border-default px-4 py-8 text-center text-sm text-muted">
          {state === "to_review"
            ? "Everything of this range is reviewed."
            : "No hit of this range is like that."}
        </p>
      ) : (
        <HitTable items={items} rules={policy.customRules} url={url} />
      )}
      {hits.hasNextPage && (
        <Button
          className="mt-3"
          isLoading={hits.isFetchingNextPage}
          onClick={() => void hits.fetchNextPage()}
        >
          Show more
        </Button>
      )}
      <HitSheet
        policy={policy}
        hit={readHitName(hit)}
        onClose={() => url.setParams({ hit: null })}
        onPrevious={opener(place - 1)}
        onNext={opener(place + 1)}
      />
    </Section>
  );
}

function HitFilters({ url }: { url: FirewallUrl }) {
  const { state, category } = url.params;
  return (
    <div className="flex flex-wrap gap-2">
      <Select
        aria-label="Review state"
        className="w-36"
        options={STATES}
        value={state}
        onValueChange={(value) => url.setParams({ state: value })}
      />
      <Select
        aria-label="Category"
        className="w-48"
        options={CATEGORY_OPTIONS}
        value={category ?? "every"}
        onValueChange={(value) => url.setParams({ category: value === "every" ? null : value })}
      />
    </div>
  );
}

interface HitTableProps {
  items: readonly FirewallHit[];
  rules: readonly FirewallRule[];
  url: FirewallUrl;
}

function HitTable({ items, rules, url }: HitTableProps) {
  return (
    <Card className="overflow-x-auto">
      <Table label="Hits">
        <TableHead>
          <tr>
            <TableHeaderCell>Found</TableHeaderCell>
            <TableHeaderCell>When</TableHeaderCell>
            <TableHeaderCell>Result</TableHeaderCell>
            <TableHeaderCell>Review</TableHeaderCell>
          </tr>
        </TableHead>
        <TableBody>
          {items.map((item) => (
            <TableRow key={hitName(item)}>
              <TableCell>
                <button
                  type="button"
                  onClick={() => url.setParams({ hit: hitName(item) })}
                  className="rounded-sm text-left text-emphasis underline decoration-(--border-strong) underline-offset-3 hover:decoration-current"
                >
                  {findingLabel(item, rules)}
                  {item.findings > 1 && ` (${item.findings})`}
                </button>
                <span className="block font-mono text-xs text-subtle">{placesOf(item.paths)}</span>
              </TableCell>
              <TableCell className="whitespace-nowrap">
                <RelativeTime date={item.createdAt} />
              </TableCell>
              <TableCell>{ACTION_WORDS[item.action]}</TableCell>
              <TableCell>
                {item.verdict !== null && (
                  <Badge tone={item.verdict === "mistaken" ? "warning" : "success"}>
                    {VERDICT_WORDS[item.verdict]}
                  </Badge>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

const PLACES_MAX = 3;

/** Where in the request or in the answer. */
function placesOf(paths: readonly string[]): string {
  const places = paths.filter((path) => path !== "");
  const more = places.length > PLACES_MAX ? `, … (${places.length})` : "";
  return places.slice(0, PLACES_MAX).join(", ") + more;
}
