"use client";

import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { PageBody } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { EmptyState } from "@/app/_ui/empty-state";
import type { FirewallPolicy } from "@/server/contracts/firewall";
import { hitRangeOf } from "../search-params";
import { FirewallSkeleton } from "./firewall-skeleton";
import { HitsSection } from "./hits-section";
import { ReviewSection } from "./review-section";
import { TimelineSection } from "./timeline-section";
import type { FirewallUrl } from "./use-firewall-url";

export interface FoundProps {
  policy: FirewallPolicy;
  url: FirewallUrl;
}

/** What was found: over time, by detector, and one by one. */
export function FoundTab({ policy, url }: FoundProps) {
  const { org } = useConsole();
  const timeline = useQuery(
    useTRPC().firewall.timeline.queryOptions({
      ...{ orgSlug: org.slug, projectId: policy.projectId, range: hitRangeOf(url.params) },
    }),
  );
  if (timeline.data === undefined) {
    return timeline.isError ? (
      <QueryError query={timeline} title="What was found could not be loaded" className="grow" />
    ) : (
      <FirewallSkeleton />
    );
  }
  return (
    <PageBody>
      {timeline.data.counts.length === 0 ? (
        <EmptyState
          icon={<ShieldCheck />}
          title="Nothing was found"
          description="Requests and answers in which the firewall finds something appear here within seconds. Projects that store nothing leave nothing to show."
        />
      ) : (
        <>
          <TimelineSection policy={policy} url={url} timeline={timeline.data} />
          <ReviewSection policy={policy} url={url} />
        </>
      )}
      {/* A link to an older hit opens it all the same. */}
      {(timeline.data.counts.length > 0 || url.params.hit !== null) && (
        <HitsSection policy={policy} url={url} />
      )}
    </PageBody>
  );
}
