"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Card, Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { Tab, Tabs, TabsList, TabsPanel } from "@/app/_ui/tabs";
import type { NpsAnswer } from "@/server/contracts/nps-answers";
import { ANSWER_LISTS, type AnswerList, answersInputOf } from "../search-params";
import { AnswerRow } from "./answer-row";
import { HandleDialog } from "./handle-dialog";
import { LIST_LABELS } from "./nps-texts";
import type { NpsUrl } from "./use-nps-url";

const NOTHING = {
  open: "No detractor waits for an answer in this range.",
  handled: "No detractor has been handled in this range.",
  comments: "Nobody wrote a comment in this range.",
  all: "No answers in this range.",
  held: "No answer is held back in this range. More than 25 unsigned ones a day from one network are, and count nowhere until somebody releases them.",
} as const satisfies Record<AnswerList, string>;

/** What was said: detractors that wait for somebody first, then comments and everything. */
export function AnswersSection({ url }: { url: NpsUrl }) {
  const { list, score } = url.params;
  return (
    <Section
      title="Answers"
      description="Personal data and secrets in comments were replaced before they were stored."
    >
      <Tabs value={list} onValueChange={(next: AnswerList) => url.setParams({ list: next, score: null })}>
        <TabsList aria-label="Answers" className="mb-3 overflow-x-auto">
          {ANSWER_LISTS.map((name) => (
            <Tab key={name} value={name}>
              {LIST_LABELS[name]}
            </Tab>
          ))}
        </TabsList>
        <TabsPanel value={list}>
          {score !== null && (
            <Button
              size="sm"
              className="mb-3"
              icon={<X aria-hidden />}
              onClick={() => url.setParams({ score: null })}
            >
              Only score {score}
            </Button>
          )}
          <AnswerRows url={url} />
        </TabsPanel>
      </Tabs>
    </Section>
  );
}

function AnswerRows({ url }: { url: NpsUrl }) {
  const { org } = useConsole();
  const [handling, setHandling] = useState<NpsAnswer | null>(null);
  const answers = useInfiniteQuery(
    useTRPC().nps.answers.infiniteQueryOptions(
      { orgSlug: org.slug, ...answersInputOf(url.params) },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  if (answers.data === undefined) {
    if (answers.isError) return <QueryError query={answers} title="The answers could not be loaded" />;
    return (
      <Loading label="Loading answers…">
        <Skeleton className="h-48 w-full rounded-lg" />
      </Loading>
    );
  }
  const rows = answers.data.pages.flatMap(({ items }) => items);
  return (
    <>
      <Card>
        {rows.length === 0 ? (
          <p className="px-4 py-8 text-center text-sm text-muted">{NOTHING[url.params.list]}</p>
        ) : (
          <ul className="divide-y divide-subtle">
            {rows.map((answer) => (
              <AnswerRow key={answer.id} answer={answer} onHandle={() => setHandling(answer)} />
            ))}
          </ul>
        )}
      </Card>
      {answers.hasNextPage && (
        <Button
          className="mt-3"
          isLoading={answers.isFetchingNextPage}
          onClick={() => void answers.fetchNextPage()}
        >
          Show more
        </Button>
      )}
      <HandleDialog answer={handling} onClose={() => setHandling(null)} />
    </>
  );
}
