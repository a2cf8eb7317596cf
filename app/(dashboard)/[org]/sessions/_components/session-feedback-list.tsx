import { Folded } from "@/app/_components/request-sheet/folded";
import { SheetSection } from "@/app/_components/request-sheet/sheet-section";
import { Badge } from "@/app/_ui/badge";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { SessionDetail, SessionFeedback } from "@/server/contracts/sessions";
import { eventWords, feedbackWords } from "./feedback-words";

/** What was said of the session as a whole; what is about one turn stands with the turn. */
export function SessionFeedbackList({ session }: { session: SessionDetail }) {
  const known = new Set(session.turns.map(({ request_id }) => request_id));
  const isOfSession = ({ request_id }: { request_id: string | null }): boolean =>
    request_id === null || !known.has(request_id);
  const said = session.feedback.filter(isOfSession);
  const done = session.events.filter(isOfSession);
  if (said.length === 0 && done.length === 0) return null;
  return (
    <SheetSection title="Feedback">
      <ul className="space-y-2">
        {said.map((entry) => (
          <FeedbackEntry key={entry.id} entry={entry} />
        ))}
        {done.map((event) => (
          <li key={event.id} className="flex items-center gap-2">
            <Badge tone="outline">{eventWords(event)}</Badge>
            <RelativeTime date={new Date(event.created_at)} className="text-xs text-subtle" />
          </li>
        ))}
      </ul>
    </SheetSection>
  );
}

export function FeedbackEntry({ entry }: { entry: SessionFeedback }) {
  return (
    <li>
      <span className="flex items-center gap-2">
        <Badge tone="outline">{feedbackWords(entry)}</Badge>
        <RelativeTime date={new Date(entry.occurred_at)} className="text-xs text-subtle" />
      </span>
      {entry.comment !== null && (
        <div className="mt-1 text-sm text-default">
          <Folded length={entry.comment.length}>
            <p className="break-words whitespace-pre-line">{entry.comment}</p>
          </Folded>
        </div>
      )}
    </li>
  );
}
