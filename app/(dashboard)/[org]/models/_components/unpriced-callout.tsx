import { formatCount } from "@/app/_lib/format";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import type { ModelRow } from "@/server/contracts/models";

const NAMED_MAX = 5;

/** Models that were used and whose price nobody knows: each with a way to set one. */
export function UnpricedCallout({
  models,
  onPrice,
}: {
  models: readonly ModelRow[];
  onPrice: ((model: ModelRow) => void) | undefined;
}) {
  const unpriced = models
    .filter((model) => model.unpricedRequests > 0)
    .sort((left, right) => right.unpricedRequests - left.unpricedRequests);
  if (unpriced.length === 0) return null;
  const requests = unpriced.reduce((sum, model) => sum + model.unpricedRequests, 0);
  return (
    <div className="shrink-0 border-b border-default px-4 py-2 md:px-5">
      <Callout tone="warning">
        <p>
          {formatCount(requests)} {requests === 1 ? "request" : "requests"} of the last 7 days used models
          without a known price. Totals leave their cost out.
        </p>
        <ul className="mt-1.5 flex flex-wrap gap-x-4 gap-y-1">
          {unpriced.slice(0, NAMED_MAX).map((model) => (
            <li key={model.id} className="flex min-w-0 items-center gap-2">
              <code className="truncate font-mono text-xs">{model.id}</code>
              {onPrice !== undefined && (
                <Button size="sm" onClick={() => onPrice(model)}>
                  Set a price
                </Button>
              )}
            </li>
          ))}
          {unpriced.length > NAMED_MAX && (
            <li className="text-xs text-muted">and {unpriced.length - NAMED_MAX} more</li>
          )}
        </ul>
      </Callout>
    </div>
  );
}
