import { CircleOff, DatabaseZap, EyeOff } from "lucide-react";
import { Badge } from "@/app/_ui/badge";
import { Callout } from "@/app/_ui/callout";
import { EmptyState } from "@/app/_ui/empty-state";
import type { RequestDetail } from "@/server/contracts/requests";
import { requestMessages, responseMessages } from "./conversation";
import { MessageCard } from "./message-card";

/** The conversation as it was sent and answered, or why it cannot be shown. */
export function MessagesPanel({ request }: { request: RequestDetail }) {
  const { body } = request;
  if (body === null) return <NoBody request={request} />;
  const sent = requestMessages(body.request, request.endpoint);
  const received = responseMessages(body.response);
  return (
    <div>
      <div className="space-y-2 pt-3 empty:hidden">
        {body.isRedacted && (
          <Callout>This project replaces personal data and secrets before anything is stored.</Callout>
        )}
        {body.isTruncated && (
          <Callout tone="warning">
            This was longer than what is stored of one request; the end is missing.
          </Callout>
        )}
        {sent === null && (
          <Callout>The request’s body could not be read as messages. It is under Raw as it came.</Callout>
        )}
      </div>
      <ol>
        {sent?.map((message, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: stored messages never change, and have no id
          <MessageCard key={index} message={message} />
        ))}
        {received?.map((message, index) => (
          <MessageCard
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            key={`answer-${index}`}
            message={message}
            note={<AnswerNote request={request} index={received.length > 1 ? index : null} />}
          />
        ))}
      </ol>
      {received === null && <NoAnswer request={request} />}
    </div>
  );
}

function AnswerNote({ request, index }: { request: RequestDetail; index: number | null }) {
  return (
    <>
      <Badge tone="accent">{index === null ? "Answer" : `Answer ${index + 1}`}</Badge>
      {request.finishReason !== null && request.finishReason !== "stop" && (
        <Badge tone={request.finishReason === "tool_calls" ? "neutral" : "warning"}>
          {request.finishReason}
        </Badge>
      )}
    </>
  );
}

function NoAnswer({ request }: { request: RequestDetail }) {
  const isEmbedding = request.endpoint === "embeddings" && request.status === "ok";
  return (
    <p className="flex items-center gap-2 py-4 text-sm text-muted">
      <CircleOff aria-hidden className="size-4 text-subtle" />
      {isEmbedding
        ? "Vectors are not stored: they are large and say nothing to a reader."
        : "No answer was stored."}
    </p>
  );
}

const NEVER_STORED: ReadonlySet<string> = new Set(["files", "batches", "message_batches"]);

function NoBody({ request }: { request: RequestDetail }) {
  if (NEVER_STORED.has(request.endpoint)) {
    return (
      <EmptyState
        icon={<EyeOff />}
        title="Files and batches are passed on, not stored"
        description="What was sent stays between you and the provider. Here are the facts of the call."
      />
    );
  }
  if (request.bodyState === "expired") {
    return (
      <EmptyState
        icon={<DatabaseZap />}
        title="The messages have passed their retention"
        description="Your plan keeps messages for a shorter time than the facts of a request, which are still here."
      />
    );
  }
  if (request.storageMode === "none") {
    return (
      <EmptyState
        icon={<EyeOff />}
        title="Only the count of this request was stored"
        description="Model, tokens, cost and latency are kept for billing and limits, and nothing that was said or sent along."
      />
    );
  }
  const isByChoice = request.storageMode === "metadata";
  return (
    <EmptyState
      icon={<EyeOff />}
      title={isByChoice ? "This project stores metadata only" : "No messages were stored"}
      description={
        isByChoice
          ? "What was said never left memory. Tokens, cost, timings and the routing decision are in the other tabs."
          : "The request ended before its body was read."
      }
    />
  );
}
