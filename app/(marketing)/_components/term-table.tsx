import type { Term } from "../_content/docs";

/** Names and what they mean; the name column wraps on narrow screens instead of scrolling. */
export function TermTable({ terms }: { terms: readonly Term[] }) {
  return (
    <dl className="text-base leading-6">
      {terms.map((term) => (
        <div
          key={term.name}
          className="grid gap-x-6 border-t border-default py-2.5 sm:grid-cols-[220px_minmax(0,1fr)]"
        >
          <dt className="font-mono text-sm leading-6 break-words text-emphasis">{term.name}</dt>
          <dd className="text-pretty text-muted">{term.text}</dd>
        </div>
      ))}
    </dl>
  );
}
