"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LockedFeature } from "@/app/_components/locked-feature";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { usePlan } from "@/app/_components/use-plan";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Card, Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { entitled } from "@/server/contracts/plans";
import { constraintSentences } from "./constraint-sentences";
import { ConstraintsDialog } from "./constraints-dialog";

/** What the organisation allows its routes to do by themselves. */
export function ConstraintsSection() {
  const { org, may } = useConsole();
  const plan = usePlan();
  const isIncluded = plan !== undefined && entitled(plan.id, "constraints");
  const rules = useQuery({
    ...useTRPC().constraints.get.queryOptions({ orgSlug: org.slug }),
    enabled: isIncluded,
  });
  const [isEditing, setIsEditing] = useState(false);
  return (
    <Section
      title="Constraints"
      description="What routes may never do, whatever is learned. They hold for every route of this organisation; a model that breaks one is left out before anything is weighed."
      actions={
        rules.data !== undefined &&
        may("constraint:manage") && (
          <Button size="sm" onClick={() => setIsEditing(true)}>
            Edit constraints…
          </Button>
        )
      }
    >
      <Card>
        {plan !== undefined && !isIncluded ? (
          <LockedFeature feature="constraints" title="Draw the lines yourself">
            No model rated worse by half a point, none dearer by a tenth, none before it has 40 scores: rules
            like these are checked before each choice, and each decision says which one left a model out.
          </LockedFeature>
        ) : rules.data !== undefined ? (
          <Sentences sentences={constraintSentences(rules.data)} />
        ) : rules.isError ? (
          <QueryError query={rules} title="The constraints could not be loaded" />
        ) : (
          <Loading label="Loading constraints…">
            <Skeleton className="m-4 h-12" />
          </Loading>
        )}
      </Card>
      {rules.data !== undefined && (
        <ConstraintsDialog rules={rules.data} isOpen={isEditing} onClose={() => setIsEditing(false)} />
      )}
    </Section>
  );
}

function Sentences({ sentences }: { sentences: readonly string[] }) {
  if (sentences.length === 0)
    return <p className="px-4 py-5 text-sm text-muted">None set: routes choose freely among their models.</p>;
  return (
    <ul className="divide-y divide-subtle">
      {sentences.map((sentence) => (
        <li key={sentence} className="px-4 py-2 text-sm text-default">
          {sentence}
        </li>
      ))}
    </ul>
  );
}
