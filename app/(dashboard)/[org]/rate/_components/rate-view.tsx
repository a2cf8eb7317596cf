"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Star } from "lucide-react";
import { useState } from "react";
import { PageBody, PageHeader } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { RatingForm } from "@/app/_components/rating/rating-form";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { AnswerCard } from "./answer-card";
import { RateSkeleton } from "./rate-skeleton";

/** The server remembers nothing of what is passed over; this many are enough not to see the same again. */
const PASSED_MAX = 50;

/** One answer after the other, drawn by chance, without its model's name. */
export function RateView() {
  const { org } = useConsole();
  const [passed, setPassed] = useState<readonly string[]>([]);
  const query = useQuery({
    ...useTRPC().evaluations.nextToRate.queryOptions({ orgSlug: org.slug, passed: [...passed] }),
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
  const pass = (id: string) => setPassed((before) => [...before, id].slice(-PASSED_MAX));
  return (
    <>
      <PageHeader
        title="To rate"
        actions={
          query.data !== undefined && (
            <span className="text-xs text-muted tabular-nums">
              {formatCount(query.data.ratedToday)} today, {formatCount(query.data.ratedEver)} in all
            </span>
          )
        }
      />
      {query.data === undefined ? (
        query.isError ? (
          <QueryError query={query} title="No answer could be loaded" className="grow" />
        ) : (
          <RateSkeleton />
        )
      ) : query.data.next === null ? (
        <NothingLeft hasPassed={passed.length > 0} onAgain={() => setPassed([])} />
      ) : (
        <PageBody width="narrow">
          <AnswerCard answer={query.data.next} />
          <RatingForm
            key={query.data.next.requestId}
            requestId={query.data.next.requestId}
            own={null}
            submitLabel="Save and next"
            onSaved={() => query.data.next !== null && pass(query.data.next.requestId)}
          >
            <Button onClick={() => query.data.next !== null && pass(query.data.next.requestId)}>Skip</Button>
          </RatingForm>
        </PageBody>
      )}
    </>
  );
}

function NothingLeft({ hasPassed, onAgain }: { hasPassed: boolean; onAgain: () => void }) {
  return (
    <EmptyState
      icon={<Star />}
      title="Nothing left to rate"
      description="Answers of the last seven days come here one by one, drawn by chance, if their project stores conversations. Each is shown to three people at most."
      action={hasPassed && <Button onClick={onAgain}>Show skipped ones again</Button>}
      className="grow"
    />
  );
}
