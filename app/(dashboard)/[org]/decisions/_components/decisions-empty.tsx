"use client";

import { Split } from "lucide-react";
import { NoMatch } from "@/app/_components/no-match";
import { useConsole } from "@/app/_components/shell/console-context";
import { usePlan } from "@/app/_components/use-plan";
import { Button, ButtonLink } from "@/app/_ui/button";
import { CodeBlock } from "@/app/_ui/code-block";
import { EmptyState } from "@/app/_ui/empty-state";
import type { DecisionsUrl } from "./use-decisions-url";

/** No decision under the filters, in the range, or ever. */
export function DecisionsEmpty({ url }: { url: DecisionsUrl }) {
  const { origin } = useConsole();
  const plan = usePlan();
  if (url.hasFilters) return <NoMatch thing="decision" onClear={url.clearFilters} />;
  const isWeek = url.params.range === "7d" && url.params.from === null;
  return (
    <EmptyState
      icon={<Split />}
      title="Why each request went to its model"
      description={`None was made in this range${plan === undefined ? "" : `; the ${plan.name} plan looks back ${plan.decisionDays} days`}. Ask for a route, and what was weighed is here a moment later:`}
      action={
        <div className="flex flex-wrap justify-center gap-2">
          {!isWeek && (
            <Button onClick={() => url.setParams({ range: "7d", from: null, to: null })}>
              Show the last 7 days
            </Button>
          )}
          <ButtonLink variant="primary" href="/docs/decisions">
            About decisions
          </ButtonLink>
        </div>
      }
    >
      <CodeBlock language="shell" code={sample(origin)} />
    </EmptyState>
  );
}

const sample = (origin: string) => `curl ${origin}/v1/chat/completions \\
  -H "Authorization: Bearer $FLOOPY_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"model": "auto", "messages": [{"role": "user", "content": "Hello"}]}'`;
