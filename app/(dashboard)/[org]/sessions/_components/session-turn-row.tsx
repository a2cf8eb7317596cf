"use client";

import Link from "next/link";
import { AddToDatasetButton } from "@/app/_components/add-to-dataset/add-to-dataset-button";
import { MessageCard } from "@/app/_components/request-sheet/message-card";
import { REQUEST_STATUS_LOOK } from "@/app/_components/request-status";
import { servedModel } from "@/app/_components/served-model";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCost, formatDuration, formatPercent } from "@/app/_lib/format";
import { Badge, StatusDot } from "@/app/_ui/badge";
import { cn } from "@/app/_ui/cn";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { SessionDetail } from "@/server/contracts/sessions";
import { absenceWords } from "./absence-words";
import { eventWords } from "./feedback-words";
import type { PreparedTurn } from "./prepare-conversation";
import { creditFill, prepareCredit } from "./prepare-credit";
import { FeedbackEntry } from "./session-feedback-list";

interface TurnProps {
  prepared: PreparedTurn;
  session: SessionDetail;
}

/** One request of the conversation: who answered, what was said, and what its user did with it. */
export function SessionTurnRow({ prepared, session }: TurnProps) {
  const { turn, earlier, fresh, answer, isUnreadable } = prepared;
  const absence = absenceWords(turn);
  return (
    <li aria-label={`Turn ${prepared.number}`} className="py-3">
      <TurnHead prepared={prepared} session={session} />
      {absence !== null && <p className="mt-2 text-sm text-muted">{absence}</p>}
      {isUnreadable && (
        <p className="mt-2 text-sm text-muted">
          What was sent could not be read as messages. The request has it as it came.
        </p>
      )}
      {earlier.length > 0 && (
        <details className="mt-2 text-sm text-muted">
          <summary className="min-h-6 cursor-pointer text-xs text-subtle hover:text-emphasis">
            {earlier.length === 1 ? "1 earlier message" : `${earlier.length} earlier messages`}, sent along
            again
          </summary>
          <ol>{messageCards(earlier)}</ol>
        </details>
      )}
      {(fresh.length > 0 || answer !== null) && (
        <ol>
          {messageCards(fresh)}
          {answer !== null && messageCards(answer)}
        </ol>
      )}
      {turn.body !== null && answer === null && (
        <p className="pb-1 text-sm text-muted">
          {turn.endpoint === "embeddings" && turn.status === "ok"
            ? "Vectors are not stored."
            : "No answer was stored."}
        </p>
      )}
      <TurnFeedback session={session} requestId={turn.request_id} />
    </li>
  );
}

function messageCards(messages: PreparedTurn["fresh"]) {
  return messages.map((message, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: stored messages never change, and have no id
    <MessageCard key={index} message={message} />
  ));
}

function TurnHead({ prepared: { turn, number }, session }: TurnProps) {
  const { org } = useConsole();
  const model = servedModel(turn);
  const place = prepareCredit(session.turns).findIndex((part) => part.model === model);
  const look = REQUEST_STATUS_LOOK[turn.status];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-subtle">
      <span className="font-semibold text-muted tabular-nums">{number}</span>
      <span className="flex min-w-0 items-center gap-1.5">
        {place !== -1 && <span aria-hidden className={cn("size-2 rounded-full", creditFill(place))} />}
        <span className="truncate font-mono text-emphasis">{model ?? "no model"}</span>
      </span>
      {turn.is_sandbox && <Badge tone="info">Sandbox</Badge>}
      {turn.status !== "ok" && (
        <span className="flex items-center gap-1.5">
          <StatusDot tone={look.tone} />
          {look.label}
          {turn.error_code !== null && <code className="font-mono">{turn.error_code}</code>}
        </span>
      )}
      <span className="tabular-nums">{formatDuration(turn.latency_ms)}</span>
      <span className="tabular-nums">{formatCost(turn.cost_micro_usd)}</span>
      <span className="tabular-nums" title="Its share of the session’s score">
        credit {formatPercent(turn.credit_share)}
      </span>
      <RelativeTime date={new Date(turn.created_at)} />
      <span className="ml-auto flex items-center gap-3">
        <AddToDatasetButton requestId={turn.request_id} isIconOnly />
        <Link
          href={`/${org.slug}/decisions?decision=${turn.request_id}`}
          prefetch={false}
          className="rounded-sm text-accent underline-offset-2 hover:underline"
        >
          Decision
        </Link>
        <Link
          href={`/${org.slug}/requests?request=${turn.request_id}`}
          prefetch={false}
          className="rounded-sm text-accent underline-offset-2 hover:underline"
        >
          Request
        </Link>
      </span>
    </div>
  );
}

function TurnFeedback({ session, requestId }: { session: SessionDetail; requestId: string }) {
  const said = session.feedback.filter(({ request_id }) => request_id === requestId);
  const done = session.events.filter(({ request_id }) => request_id === requestId);
  if (said.length === 0 && done.length === 0) return null;
  return (
    <ul aria-label="Feedback on this turn" className="mt-2 space-y-2 pl-5">
      {said.map((entry) => (
        <FeedbackEntry key={entry.id} entry={entry} />
      ))}
      {done.map((event) => (
        <li key={event.id}>
          <Badge tone="outline">{eventWords(event)}</Badge>
        </li>
      ))}
    </ul>
  );
}
