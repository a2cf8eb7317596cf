import { formatCount, formatDuration } from "@/app/_lib/format";
import { Badge, StatusDot } from "@/app/_ui/badge";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { RequestDetail } from "@/server/contracts/requests";
import { ModelPath } from "../model-path";
import { purposeLabel } from "../purpose-label";
import { RequestCost } from "../request-cost";
import { REQUEST_STATUS_LOOK } from "../request-status";

/** The facts that are asked for first. */
export function SheetSummary({ request }: { request: RequestDetail }) {
  const { label, tone } = REQUEST_STATUS_LOOK[request.status];
  const figures = [
    { label: "Latency", value: formatDuration(request.latencyMs) },
    { label: "First token", value: formatDuration(request.ttftMs) },
    { label: "Cost", value: <RequestCost request={request} /> },
    {
      label: "Tokens in / out",
      value: `${formatCount(request.inputTokens)} / ${formatCount(request.outputTokens)}`,
    },
  ];
  return (
    <div className="border-b border-default px-4 py-3 md:px-5">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <span className="inline-flex items-center gap-2 font-semibold text-emphasis">
          <StatusDot tone={tone} />
          {label} {request.status === "error" && request.httpStatus}
        </span>
        <ModelPath request={request} />
        {request.purpose !== null && <Badge tone="outline">{purposeLabel(request.purpose)}</Badge>}
        {request.isSandbox && <Badge tone="info">Sandbox</Badge>}
        {request.fallbackIndex > 0 && <Badge tone="warning">Fallback {request.fallbackIndex}</Badge>}
        <RelativeTime date={request.createdAt} className="ml-auto text-xs text-subtle" />
      </div>
      <dl className="mt-3 grid grid-cols-4 gap-4 max-sm:grid-cols-2 max-sm:gap-y-2">
        {figures.map((figure) => (
          <div key={figure.label}>
            <dt className="text-xs text-subtle">{figure.label}</dt>
            <dd className="text-base text-emphasis tabular-nums">{figure.value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
