import Link from "next/link";
import type { ReactNode } from "react";
import { formatCost, formatCount, UNKNOWN } from "@/app/_lib/format";
import { CopyId } from "@/app/_ui/copy";
import { Facts } from "@/app/_ui/facts";
import { formatExactTime } from "@/app/_ui/time-format";
import type { RequestDetail } from "@/server/contracts/requests";
import { CacheStatusSchema } from "@/server/contracts/response-cache";
import { CACHE_LABELS } from "../cache-labels";
import { isUnpriced } from "./is-unpriced";
import { SheetSection } from "./sheet-section";

/** Links to the requests that share one fact with this one. */
export type RowsHref = (filter: RowsFilter) => string;
export interface RowsFilter {
  sessionId?: string;
  endUserId?: string;
  model?: string[];
  apiKeyId?: string[];
  projectId?: string[];
  property?: string;
}

const SESSION_SOURCES: Readonly<Record<string, string>> = {
  header: "from floopy-session-id",
  "x-session-id": "from x-session-id",
  prompt_cache_key: "from prompt_cache_key",
  metadata: "from metadata.user_id",
  conversation: "from conversation",
  previous_response: "of the response it goes on from",
  derived: "derived from the first messages",
  request: "none given: this request alone",
};

export function DetailsPanel({ request, rowsHref }: { request: RequestDetail; rowsHref: RowsHref }) {
  return (
    <>
      <SheetSection title="Tokens and cost">
        <CostTable request={request} />
      </SheetSection>
      <SheetSection title="Facts">
        <Facts items={factsOf(request, rowsHref)} />
      </SheetSection>
      {Object.keys(request.properties).length > 0 && (
        <SheetSection title="Properties">
          <Facts
            items={Object.entries(request.properties).map(([name, value]) => ({
              label: name,
              value: <RowsLink href={rowsHref({ property: `${name}=${value}` })}>{value}</RowsLink>,
            }))}
          />
        </SheetSection>
      )}
    </>
  );
}

function factsOf(request: RequestDetail, rowsHref: RowsHref) {
  const { endUserId, model } = request;
  return [
    { label: "Request id", value: <CopyId id={request.id} label="Copy request id" /> },
    { label: "Time", value: formatExactTime(request.createdAt) },
    {
      label: "Session",
      value:
        request.sessionId === "" ? (
          UNKNOWN
        ) : (
          <>
            <RowsLink href={rowsHref({ sessionId: request.sessionId })}>{request.sessionId}</RowsLink>
            <span className="block text-xs text-subtle">
              {SESSION_SOURCES[request.sessionSource] ?? request.sessionSource}
            </span>
          </>
        ),
    },
    {
      label: "End user",
      value: endUserId === null ? UNKNOWN : <RowsLink href={rowsHref({ endUserId })}>{endUserId}</RowsLink>,
    },
    {
      label: "API key",
      value: (
        <RowsLink href={rowsHref({ apiKeyId: [request.apiKeyId] })}>
          {request.apiKeyLabel ?? request.apiKeyId}
        </RowsLink>
      ),
    },
    {
      label: "Project",
      value: (
        <RowsLink href={rowsHref({ projectId: [request.projectId] })}>
          {request.projectName ?? request.projectId}
        </RowsLink>
      ),
    },
    { label: "Endpoint", value: `${request.endpoint}${request.isStream ? ", streamed" : ""}` },
    { label: "Asked for", value: <Mono>{request.requestedModel ?? UNKNOWN}</Mono> },
    { label: "Provider", value: request.provider ?? UNKNOWN },
    {
      label: "Model",
      value: model === null ? UNKNOWN : <RowsLink href={rowsHref({ model: [model] })}>{model}</RowsLink>,
    },
    { label: "Model as reported", value: <Mono>{request.responseModel ?? UNKNOWN}</Mono> },
    { label: "Finish reason", value: request.finishReason ?? UNKNOWN },
    { label: "HTTP status", value: request.httpStatus },
    { label: "Firewall", value: request.firewallStatus },
    { label: "Cache", value: cacheFacts(request) },
    { label: "Stored as", value: request.storageMode },
    { label: "Client", value: <Mono>{request.userAgent ?? UNKNOWN}</Mono> },
  ];
}

function cacheFacts({ cacheStatus, savedMicroUsd, savedTokens }: RequestDetail): string {
  const status = CacheStatusSchema.safeParse(cacheStatus).data ?? "off";
  if (status === "off" || status === "miss") return CACHE_LABELS[status];
  const saved =
    savedMicroUsd === null ? "cost of the original unknown" : `saved ${formatCost(savedMicroUsd)}`;
  return `${CACHE_LABELS[status]}, ${saved}${savedTokens === null ? "" : ` and ${formatCount(savedTokens)} tokens`}`;
}

function CostTable({ request }: { request: RequestDetail }) {
  const { isUsageEstimated, costMicroUsd } = request;
  const rows = [
    { label: "Input", tokens: request.inputTokens, cost: request.inputCostMicroUsd, isPart: false },
    {
      label: "of it from the provider’s cache",
      tokens: request.cachedInputTokens,
      cost: undefined,
      isPart: true,
    },
    { label: "of it written to the cache", tokens: request.cacheWriteTokens, cost: undefined, isPart: true },
    { label: "Output", tokens: request.outputTokens, cost: request.outputCostMicroUsd, isPart: false },
    { label: "of it reasoning", tokens: request.reasoningTokens, cost: undefined, isPart: true },
    ...(request.embedCostMicroUsd === null
      ? []
      : [{ label: "Comparing questions", tokens: null, cost: request.embedCostMicroUsd, isPart: false }]),
  ].filter((row) => !row.isPart || (row.tokens ?? 0) > 0);
  return (
    <>
      <table className="w-full text-sm">
        <thead className="text-xs text-subtle">
          <tr className="h-7 border-b border-default">
            <th scope="col" className="text-left font-normal">
              Part
            </th>
            <th scope="col" className="text-right font-normal">
              Tokens
            </th>
            <th scope="col" className="text-right font-normal">
              Cost
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-subtle tabular-nums">
          {rows.map((row) => (
            <tr key={row.label} className="h-8">
              <th
                scope="row"
                className={
                  row.isPart ? "pl-4 text-left font-normal text-subtle" : "text-left font-normal text-default"
                }
              >
                {row.label}
              </th>
              <td className="text-right">{formatCount(row.tokens)}</td>
              <td className="text-right">{row.cost === undefined ? "" : formatCost(row.cost)}</td>
            </tr>
          ))}
          <tr className="h-8 font-semibold text-emphasis">
            <th scope="row" className="text-left">
              Total
            </th>
            <td className="text-right">{formatCount(sumOf(request.inputTokens, request.outputTokens))}</td>
            <td className="text-right">{isUnpriced(request) ? "Unknown price" : formatCost(costMicroUsd)}</td>
          </tr>
        </tbody>
      </table>
      {isUsageEstimated && (
        <p className="mt-2 text-xs text-subtle">
          The provider did not report usage; these tokens are our estimate.
        </p>
      )}
      {isUnpriced(request) && (
        <p className="mt-2 text-xs text-subtle">
          No public price is known for this model, so its cost is unknown rather than 0.
        </p>
      )}
    </>
  );
}

function sumOf(left: number | null, right: number | null): number | null {
  return left === null && right === null ? null : (left ?? 0) + (right ?? 0);
}

function RowsLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="inline-block max-w-full truncate rounded-sm align-bottom font-mono text-xs underline decoration-(--border-strong) underline-offset-3 hover:decoration-current"
    >
      {children}
    </Link>
  );
}

function Mono({ children }: { children: string }) {
  return <span className="font-mono text-xs">{children}</span>;
}
