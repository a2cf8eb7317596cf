"use client";

import { MessageSquareHeart, SearchX } from "lucide-react";
import { useConsole } from "@/app/_components/shell/console-context";
import { Button, ButtonLink } from "@/app/_ui/button";
import { CodeBlock } from "@/app/_ui/code-block";
import { EmptyState } from "@/app/_ui/empty-state";
import type { NpsUrl } from "./use-nps-url";

/** No answer under the filters, in the range, or ever. */
export function NpsEmpty({ url }: { url: NpsUrl }) {
  const { origin } = useConsole();
  if (url.hasFilters) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="No answer matches"
        description="Nothing in this range passes all of the filters."
        action={<Button onClick={url.clearFilters}>Clear filters</Button>}
      />
    );
  }
  const isLongest = url.params.range === "365d" && url.params.from === null;
  return (
    <EmptyState
      icon={<MessageSquareHeart />}
      title="What your end users say, from 0 to 10"
      description="Nobody has answered in this range. Ask with the widget, or send an answer you have from your own server:"
      action={
        <div className="flex flex-wrap justify-center gap-2">
          {!isLongest && (
            <Button onClick={() => url.setParams({ range: "365d", from: null, to: null })}>
              Show the last 365 days
            </Button>
          )}
          <ButtonLink variant="primary" href="/docs/widget">
            How to ask
          </ButtonLink>
        </div>
      }
    >
      <CodeBlock language="shell" code={sample(origin)} />
    </EmptyState>
  );
}

const sample = (origin: string) => `curl ${origin}/v1/feedback \\
  -H "Authorization: Bearer $FLOOPY_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"session_id": "chat-42", "score": 9, "comment": "Solved it at once."}'`;
