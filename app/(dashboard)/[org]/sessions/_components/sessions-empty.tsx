"use client";

import { MessagesSquare } from "lucide-react";
import { NoMatch } from "@/app/_components/no-match";
import { useConsole } from "@/app/_components/shell/console-context";
import { Button, ButtonLink } from "@/app/_ui/button";
import { CodeBlock } from "@/app/_ui/code-block";
import { EmptyState } from "@/app/_ui/empty-state";
import type { SessionsUrl } from "./use-sessions-url";

/** No session under the filters, in the range, or ever. */
export function SessionsEmpty({ url }: { url: SessionsUrl }) {
  const { origin } = useConsole();
  if (url.hasFilters) return <NoMatch thing="session" onClear={url.clearFilters} />;
  const isLongest = url.params.range === "90d" && url.params.from === null;
  return (
    <EmptyState
      icon={<MessagesSquare />}
      title="Requests of one conversation, together"
      description="None was seen in this range. Name the conversation with each request, and its turns, cost and score meet here:"
      action={
        <div className="flex flex-wrap justify-center gap-2">
          {!isLongest && (
            <Button onClick={() => url.setParams({ range: "90d", from: null, to: null })}>
              Show the last 90 days
            </Button>
          )}
          <ButtonLink variant="primary" href="/docs/sessions">
            About sessions
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
  -H "floopy-session-id: chat-42" \\
  -d '{"model": "auto", "messages": [{"role": "user", "content": "Hello"}]}'`;
