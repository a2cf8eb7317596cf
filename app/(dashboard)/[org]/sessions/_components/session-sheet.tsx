"use client";

import { useQuery } from "@tanstack/react-query";
import { DetailSheet, SheetBar } from "@/app/_components/detail-sheet";
import { QueryError } from "@/app/_components/query-error";
import { SheetSection } from "@/app/_components/request-sheet/sheet-section";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Callout } from "@/app/_ui/callout";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { SESSION_TURNS_MAX, type SessionDetail } from "@/server/contracts/sessions";
import { prepareConversation } from "./prepare-conversation";
import { SessionCreditBar } from "./session-credit-bar";
import { SessionFacts } from "./session-facts";
import { SessionFeedbackList } from "./session-feedback-list";
import { SessionTurnRow } from "./session-turn-row";

export interface SessionSheetProps {
  /** Null closes the sheet. */
  sessionId: string | null;
  projectId: string | null;
  onClose: () => void;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
}

/** One conversation, turn by turn, and what its user thought of it. */
export function SessionSheet(props: SessionSheetProps) {
  const { sessionId, onClose } = props;
  return (
    <DetailSheet isOpen={sessionId !== null} label="Open session" onClose={onClose}>
      {sessionId !== null && <OpenSession {...props} sessionId={sessionId} />}
    </DetailSheet>
  );
}

function OpenSession({
  sessionId,
  projectId,
  onPrevious,
  onNext,
}: SessionSheetProps & { sessionId: string }) {
  const { org } = useConsole();
  const query = useQuery(
    useTRPC().sessions.get.queryOptions({
      orgSlug: org.slug,
      sessionId,
      projectId: projectId ?? undefined,
    }),
  );
  return (
    <>
      <SheetBar thing="Session" id={sessionId} onPrevious={onPrevious} onNext={onNext} />
      {query.data ? (
        <SessionBody key={`${query.data.project_id} ${sessionId}`} session={query.data} />
      ) : query.isError ? (
        <QueryError query={query} title="This session could not be shown" />
      ) : (
        <SheetSkeleton />
      )}
    </>
  );
}

function SessionBody({ session }: { session: SessionDetail }) {
  const turns = prepareConversation(session.turns);
  const isReplaced = session.turns.some(({ body }) => body?.is_redacted === true);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div tabIndex={0} className="min-h-0 grow overflow-y-auto px-4 pb-8 md:px-5">
      <SessionFacts session={session} />
      <SheetSection title="Credit">
        <SessionCreditBar session={session} />
      </SheetSection>
      <SessionFeedbackList session={session} />
      <SheetSection title="Conversation">
        <div className="space-y-2 empty:hidden">
          {session.has_earlier_turns && (
            <Callout>
              Only the latest {SESSION_TURNS_MAX} turns are shown. The requests page has all of them.
            </Callout>
          )}
          {isReplaced && (
            <Callout>This project replaces personal data and secrets before anything is stored.</Callout>
          )}
        </div>
        {turns.length === 0 ? (
          <p className="text-sm text-muted">
            Its requests have passed the time for which your plan keeps them.
          </p>
        ) : (
          <ol aria-label="Turns" className="divide-y divide-default">
            {turns.map((turn) => (
              <SessionTurnRow key={turn.turn.request_id} prepared={turn} session={session} />
            ))}
          </ol>
        )}
      </SheetSection>
    </div>
  );
}

const LINES = ["w-2/3", "w-full", "w-5/6", "w-1/2", "w-3/4"] as const;

function SheetSkeleton() {
  return (
    <Loading label="Loading session…">
      <div className="grid grid-cols-4 gap-4 border-b border-default px-5 py-4 max-sm:grid-cols-2">
        {LINES.slice(1).map((line) => (
          <Skeleton key={line} className="h-9 w-20" />
        ))}
      </div>
      <div className="space-y-3 px-5 py-5">
        {LINES.map((line) => (
          <Skeleton key={line} className={line} />
        ))}
      </div>
    </Loading>
  );
}
