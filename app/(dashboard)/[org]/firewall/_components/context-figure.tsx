import type { HitContext } from "@/server/contracts/firewall-hits";

/** A stored text around what was found in it. */
export function ContextFigure({ context: { path, before, marked, after } }: { context: HitContext }) {
  return (
    <figure>
      <figcaption className="font-mono text-xs text-subtle">{path}</figcaption>
      <p className="mt-1 max-h-60 overflow-y-auto rounded-lg border border-default bg-subtle px-3 py-2 font-mono text-xs break-words whitespace-pre-wrap text-default">
        {before}
        {marked !== "" && <mark className="rounded-sm bg-warning-subtle text-inherit">{marked}</mark>}
        {after}
      </p>
      {marked === "" && (
        <p className="mt-1 text-xs text-subtle">
          Words were replaced before this was stored, so the exact place is not known any more.
        </p>
      )}
    </figure>
  );
}
