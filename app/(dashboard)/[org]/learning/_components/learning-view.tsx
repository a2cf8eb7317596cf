"use client";

import { useQuery } from "@tanstack/react-query";
import { PageBody, PageHeader } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { GivenLedger } from "./given-ledger";
import { LearningSkeleton } from "./learning-skeleton";
import { ModeSection } from "./mode-section";
import { ModelCard } from "./model-card";
import { ModelChanges } from "./model-changes";
import { PriorLiftSection } from "./prior-lift-section";
import { ReceiptList } from "./receipt-list";

export function LearningView() {
  const { org } = useConsole();
  const trpc = useTRPC();
  const ledger = useQuery(trpc.learning.contribution.queryOptions({ orgSlug: org.slug }));
  return (
    <>
      <PageHeader title="Learning" />
      {ledger.isPending ? (
        <LearningSkeleton />
      ) : ledger.isError ? (
        <QueryError query={ledger} title="What was learned could not be loaded" className="grow" />
      ) : (
        <PageBody>
          <ModeSection ledger={ledger.data} />
          <ModelChanges changes={ledger.data.changes} />
          <PriorLiftSection ledger={ledger.data} />
          <GivenLedger ledger={ledger.data} />
          <ModelCard received={ledger.data.received} mode={ledger.data.mode} />
          <ReceiptList receipts={ledger.data.receipts} />
        </PageBody>
      )}
    </>
  );
}
