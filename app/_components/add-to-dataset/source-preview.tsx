import type { UsableSource } from "./sort-sources";

const SHOWN_MAX = 5;

/** What becomes the input of each row. */
export function SourcePreview({ sources }: { sources: readonly [UsableSource, ...UsableSource[]] }) {
  const [first, ...more] = sources;
  const isRedacted = sources.some((source) => source.isRedacted);
  return (
    <section aria-label="Input" className="text-sm">
      <h3 className="font-semibold text-emphasis">Input</h3>
      {more.length === 0 ? (
        <dl className="mt-1 rounded-md border border-default bg-subtle px-3 py-2">
          {first.given !== "" && (
            <>
              <dt className="text-xs text-subtle">Instructions and earlier turns</dt>
              <dd className="mb-2 break-words whitespace-pre-wrap text-muted">{first.given}</dd>
            </>
          )}
          <dt className="text-xs text-subtle">Question</dt>
          <dd className="break-words whitespace-pre-wrap text-emphasis">{first.question}</dd>
        </dl>
      ) : (
        <ul className="mt-1 divide-y divide-subtle rounded-md border border-default bg-subtle px-3">
          {sources.slice(0, SHOWN_MAX).map(({ requestId, question }) => (
            <li key={requestId} className="truncate py-1.5 text-emphasis">
              {question}
            </li>
          ))}
          {sources.length > SHOWN_MAX && (
            <li className="py-1.5 text-muted">and {sources.length - SHOWN_MAX} more</li>
          )}
        </ul>
      )}
      {isRedacted && (
        <p className="mt-1 text-xs text-subtle">
          Personal data and secrets were replaced before this was stored, and stay replaced.
        </p>
      )}
    </section>
  );
}
