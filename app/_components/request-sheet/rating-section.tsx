import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { RelativeTime } from "@/app/_ui/relative-time";
import { toast } from "@/app/_ui/toast";
import type { Rating } from "@/server/contracts/ratings";
import { AddToDatasetButton } from "../add-to-dataset/add-to-dataset-button";
import { RatingForm } from "../rating/rating-form";
import { useConsole } from "../shell/console-context";

export interface RatingSectionProps {
  requestId: string;
  ratings: readonly Rating[];
  /** The id under which the reader rates. */
  ownId: string;
}

/** What the customer's own people think of an answer, and the reader's own say. */
export function RatingSection({ requestId, ratings, ownId }: RatingSectionProps) {
  const { may } = useConsole();
  const own = ratings.find(({ raterId }) => raterId === ownId) ?? null;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {ratings.length === 0 && !isOpen && <p className="mb-3 text-sm text-muted">Nobody has rated it yet.</p>}
      {ratings.length > 0 && (
        <ul className="mb-3 divide-y divide-(--border-subtle)">
          {ratings.map((rating) => (
            <RatingRow key={rating.id} requestId={requestId} rating={rating} isOwn={rating === own} />
          ))}
        </ul>
      )}
      {may("rating:write") &&
        (isOpen ? (
          <RatingForm
            key={own?.id}
            requestId={requestId}
            own={own}
            submitLabel="Save rating"
            onSaved={() => setOpen(false)}
          >
            <Button onClick={() => setOpen(false)}>Cancel</Button>
          </RatingForm>
        ) : (
          <Button onClick={() => setOpen(true)}>
            {own === null ? "Rate this answer" : "Change your rating"}
          </Button>
        ))}
    </>
  );
}

function RatingRow({ requestId, rating, isOwn }: { requestId: string; rating: Rating; isOwn: boolean }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const remove = useMutation(
    trpc.evaluations.removeRating.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.evaluations.verdicts.queryFilter()),
      onError: (error) => toast.error("That was not removed", { description: shownError(error).message }),
    }),
  );
  return (
    <li className="py-1.5 text-sm">
      <div className="flex min-h-6 flex-wrap items-center gap-2">
        <Badge tone={rating.score >= 0.7 ? "success" : rating.score >= 0.4 ? "warning" : "error"}>
          {rating.stars === null
            ? rating.score === 1
              ? "Thumbs up"
              : "Thumbs down"
            : `${rating.stars} of 5`}
        </Badge>
        <span className="text-emphasis">{rating.raterLabel}</span>
        <RelativeTime date={rating.ratedAt} className="text-xs text-subtle" />
        <span className="grow" />
        <AddToDatasetButton variant="ghost" requestId={requestId} correction={rating.correction} />
        {isOwn && (
          <Button
            size="sm"
            variant="ghost"
            isLoading={remove.isPending}
            onClick={() => remove.mutate({ orgSlug: org.slug, ratingId: rating.id })}
          >
            Take back
          </Button>
        )}
      </div>
      {rating.note !== null && <p className="mt-1 whitespace-pre-wrap text-default">{rating.note}</p>}
      {rating.correction !== null && (
        <p className="mt-1 border-l-2 border-default pl-2.5 whitespace-pre-wrap text-muted">
          {rating.correction}
        </p>
      )}
    </li>
  );
}
