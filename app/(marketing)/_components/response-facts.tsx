const FACTS = [
  ["floopy-provider", "sandbox"],
  ["floopy-model", "balanced"],
  ["floopy-routing-reason", "learned_best"],
  ["floopy-fallback-index", "0"],
  ["floopy-cost-micro-usd", "84"],
] as const;

/** What comes back beside the body. Values are an illustration and say so. */
export function ResponseFacts() {
  return (
    <figure className="mt-4 rounded-md border border-default px-4 py-3">
      <figcaption className="text-sm leading-5 text-muted">
        Each answer says who gave it and, without streaming, what it cost. Example headers:
      </figcaption>
      <dl className="mt-2 grid gap-x-6 font-mono text-xs leading-5">
        {FACTS.map(([name, value]) => (
          <div key={name} className="flex justify-between gap-3">
            <dt className="text-muted">{name}</dt>
            <dd className="text-emphasis">{value}</dd>
          </div>
        ))}
      </dl>
    </figure>
  );
}
