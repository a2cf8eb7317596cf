import { formatPercent } from "@/app/_lib/format";
import { cn } from "@/app/_ui/cn";
import type { SessionDetail } from "@/server/contracts/sessions";
import { creditFill, prepareCredit } from "./prepare-credit";

/** How the score of the session is shared among the models that answered in it. */
export function SessionCreditBar({ session }: { session: SessionDetail }) {
  const parts = prepareCredit(session.turns);
  const told = new Set(
    session.credit.map(({ provider, model }) => (provider === null ? model : `${provider}/${model}`)),
  );
  if (parts.length === 0)
    return (
      <p className="text-sm text-muted">
        No model earns anything here: each turn was blocked, failed or came from the cache.
      </p>
    );
  return (
    <>
      <div aria-hidden className="flex h-2.5 gap-px overflow-hidden rounded-full bg-muted">
        {parts.map(({ model, share }, place) => (
          <span
            key={model}
            title={`${model} ${formatPercent(share)}`}
            className={cn("h-full", creditFill(place))}
            style={{ width: `${share * 100}%` }}
          />
        ))}
      </div>
      <ul className="mt-2.5 space-y-1">
        {parts.map(({ model, share, turns }, place) => (
          <li key={model} className="flex items-center gap-2 text-xs">
            <span aria-hidden className={cn("size-2 shrink-0 rounded-full", creditFill(place))} />
            <span title={model} className="min-w-0 truncate font-mono text-emphasis">
              {model}
            </span>
            <span className="text-muted tabular-nums">{formatPercent(share)}</span>
            <span className="text-subtle">
              {turns === 1 ? "1 turn" : `${turns} turns`}
              {!told.has(model) && ", too small a part to learn from"}
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-2 text-xs text-subtle">
        {session.nps === null
          ? "Nobody has answered yet. This is how a score would be shared:"
          : "How the score was shared:"}{" "}
        a turn counts by how much of its answer could be read, the last one twice. Answers from the cache,
        blocked and failed turns earn nothing.
      </p>
    </>
  );
}
