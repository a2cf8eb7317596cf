import { formatDuration } from "@/app/_lib/format";
import { cn } from "@/app/_ui/cn";
import type { RequestDetail } from "@/server/contracts/requests";
import { DecisionPanel } from "./decision-panel";
import { SheetSection } from "./sheet-section";
import { prepareWaterfall, type Waterfall, type WaterfallBar } from "./waterfall";

/** Where the time went, which models were tried, and why. */
export function TracePanel({ request }: { request: RequestDetail }) {
  if (request.storageMode === "none")
    return (
      <p className="py-4 text-sm text-muted">
        Only the count of this request was stored: neither its timeline nor why it went to its model.
      </p>
    );
  const waterfall = prepareWaterfall(request);
  return (
    <>
      <SheetSection title="Timeline">
        {waterfall.bars.length === 0 ? (
          <p className="text-sm text-muted">This request ended before any provider was called.</p>
        ) : (
          <WaterfallChart waterfall={waterfall} />
        )}
        <p className="mt-2 text-xs text-subtle">
          {formatDuration(waterfall.totalMs)} in all
          {request.ttftMs !== null && `, first token after ${formatDuration(request.ttftMs)}`}
          {request.gatewayUs !== null && `, ${formatMicros(request.gatewayUs)} of it ours`}
        </p>
      </SheetSection>
      <SheetSection title="Routing decision">
        <DecisionPanel request={request} />
      </SheetSection>
    </>
  );
}

const BAR_TONES = {
  gateway: "bg-neutral-solid",
  ok: "bg-success-solid",
  failed: "bg-error-solid",
  skipped: "bg-neutral-solid",
} as const satisfies Record<WaterfallBar["tone"], string>;

function WaterfallChart({ waterfall: { bars, firstToken } }: { waterfall: Waterfall }) {
  return (
    <ol aria-label="Timeline of this request" className="space-y-1">
      {bars.map((bar) => (
        <li
          key={bar.id}
          className="grid grid-cols-[minmax(0,11rem)_1fr_4.5rem] items-center gap-3 text-xs max-sm:grid-cols-[minmax(0,7rem)_1fr_4rem]"
        >
          <span className="min-w-0">
            <span
              title={bar.label}
              className={cn(
                "block truncate",
                bar.tone === "gateway" ? "text-muted" : "font-mono text-emphasis",
              )}
            >
              {bar.label}
            </span>
            {bar.detail !== null && bar.detail !== "HTTP 200" && bar.tone !== "gateway" && (
              <span
                title={bar.detail}
                className={cn("line-clamp-3", bar.tone === "failed" ? "text-error" : "text-muted")}
              >
                {bar.detail}
              </span>
            )}
          </span>
          <span aria-hidden className="relative h-4 rounded-sm bg-muted">
            <span
              className={cn("absolute inset-y-0.5 rounded-sm", BAR_TONES[bar.tone])}
              style={{ left: `${bar.left * 100}%`, width: `max(2px, ${bar.width * 100}%)` }}
            />
            {firstToken !== null && bar.tone === "ok" && (
              <span
                title="First token"
                className="absolute inset-y-0 w-px bg-inverse"
                style={{ left: `${firstToken * 100}%` }}
              />
            )}
          </span>
          <span className="text-right text-muted tabular-nums">
            {bar.durationMs < 1 ? formatMicros(bar.durationMs * 1_000) : formatDuration(bar.durationMs)}
          </span>
        </li>
      ))}
    </ol>
  );
}

function formatMicros(us: number): string {
  return us < 1_000 ? `${Math.round(us)}\u00a0µs` : formatDuration(us / 1_000);
}
