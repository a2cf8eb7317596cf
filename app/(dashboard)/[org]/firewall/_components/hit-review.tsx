import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { RelativeTime } from "@/app/_ui/relative-time";
import { toast } from "@/app/_ui/toast";
import { type FirewallPolicy, REVIEWABLE_CATEGORIES } from "@/server/contracts/firewall";
import type { HitDetail, ReviewVerdict } from "@/server/contracts/firewall-hits";
import { AllowForm } from "./allow-form";
import { VERDICT_WORDS } from "./firewall-texts";

export interface HitReviewProps {
  detail: HitDetail;
  policy: FirewallPolicy;
}

/** Whether the hit was right; a mistake can become a rule. */
export function HitReview({ detail, policy }: HitReviewProps) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isMistake, setIsMistake] = useState(false);
  const { projectId, requestId, direction, detector } = detail;
  const category = REVIEWABLE_CATEGORIES.find((each) => each === detail.category);
  const review = useMutation(
    trpc.firewall.review.mutationOptions({
      onSuccess: async ({ verdict }) => {
        toast.success(verdict === "confirmed" ? "Marked as right" : "Marked as a mistake");
        setIsMistake(false);
        await queryClient.invalidateQueries(trpc.firewall.pathFilter());
      },
    }),
  );
  if (category === undefined) return null;
  const say = (verdict: ReviewVerdict): void =>
    review.mutate({ orgSlug: org.slug, projectId, requestId, direction, category, detector, verdict });
  return (
    <section className="space-y-3">
      <h3 className="text-sm font-semibold text-emphasis">Was this right?</h3>
      {detail.review !== null && <Said review={detail.review} />}
      {!may("firewall:manage") ? (
        <p className="text-xs text-subtle">Owners and admins can review hits.</p>
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button
            isLoading={review.isPending && review.variables?.verdict === "confirmed"}
            onClick={() => say("confirmed")}
          >
            It was right
          </Button>
          <Button aria-expanded={isMistake} onClick={() => setIsMistake(!isMistake)}>
            This was a mistake
          </Button>
        </div>
      )}
      {review.isError && (
        <Callout tone="error" isLive>
          {review.error.message}
        </Callout>
      )}
      {isMistake && (
        <AllowForm
          detail={detail}
          policy={policy}
          isMarking={review.isPending}
          onMarkOnly={() => say("mistaken")}
          onDone={() => setIsMistake(false)}
        />
      )}
    </section>
  );
}

function Said({
  review: { verdict, reviewer, reviewedAt, note, allowRuleId },
}: {
  review: NonNullable<HitDetail["review"]>;
}) {
  return (
    <div className="text-sm text-muted">
      <p className="flex flex-wrap items-center gap-2">
        <Badge tone={verdict === "mistaken" ? "warning" : "success"}>{VERDICT_WORDS[verdict]}</Badge>
        said {reviewer}, <RelativeTime date={reviewedAt} />
      </p>
      {note !== null && <p className="mt-1">“{note}”</p>}
      {allowRuleId !== null && <p className="mt-1">A rule was made of it, listed under the policy.</p>}
    </div>
  );
}
