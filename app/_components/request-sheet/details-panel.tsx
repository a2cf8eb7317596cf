import Link from "next/link";
import type { ReactNode } from "react";
import { formatCost, formatCount, UNKNOWN } from "@/app/_lib/format";
import { CopyId } from "@/app/_ui/copy";
import { Facts } from "@/app/_ui/facts";
import { formatExactTime } from "@/app/_ui/time-format";
import { directionOf } from "@/server/contracts/firewall";
import type { RequestDetail } from "@/server/contracts/requests";
import { CacheStatusSchema } from "@/server/contracts/response-cache";
import { CACHE_LABELS } from "../cache-labels";
import { findingLabel } from "../finding-label";
import { useConsole } from "../shell/console-context";
import { CostTable } from "./cost-table";
import { SheetSection } from "./sheet-section";

/** Links to the requests that share one fact with this one. */
export type RowsHref = (filter: RowsFilter) => string;
export interface RowsFilter {
  sessionId?: string;
  endUserId?: string;
  model?: string[];
  apiKeyId?: string[];
  projectId?: string[];
  promptId?: string[];
  promptVersion?: number;
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

/** The hit in the firewall’s console. */
function hitHref(
  orgSlug: string,
  { id, projectId }: Pick<RequestDetail, "id" | "projectId">,
  { path, category, detector }: RequestDetail["firewallFindings"][number],
): string {
  const hit = [id, directionOf({ path }), category, detector].join("~");
  return `/${orgSlug}/firewall?${new URLSearchParams({ project: projectId, tab: "found", range: "90d", hit })}`;
}

export function DetailsPanel({ request, rowsHref }: { request: RequestDetail; rowsHref: RowsHref }) {
  const { org } = useConsole();
  const sessionHref = ({ sessionId, projectId }: RequestDetail): string =>
    `/${org.slug}/sessions?${new URLSearchParams({ session: sessionId, project: projectId, range: "90d" })}`;
  return (
    <>
      <SheetSection title="Tokens and cost">
        <CostTable request={request} />
      </SheetSection>
      <SheetSection title="Facts">
        <Facts items={[...shadowFacts(org.slug, request), ...factsOf(request, { rowsHref, sessionHref })]} />
      </SheetSection>
      {request.firewallFindings.length > 0 && (
        <SheetSection title="Found by the firewall">
          <Facts
            items={request.firewallFindings.map((finding) => ({
              label: findingLabel(finding, null),
              value: (
                <>
                  <Link
                    prefetch={false}
                    href={hitHref(org.slug, request, finding)}
                    className="underline decoration-(--border-strong) underline-offset-3 hover:decoration-current"
                  >
                    {finding.action}
                  </Link>{" "}
                  <span className="font-mono text-xs text-subtle">
                    {finding.path}
                    {finding.end > finding.start && ` ${finding.start}–${finding.end}`}
                  </span>
                </>
              ),
            }))}
          />
        </SheetSection>
      )}
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

interface Links {
  rowsHref: RowsHref;
  sessionHref: (request: RequestDetail) => string;
}

function factsOf(request: RequestDetail, { rowsHref, sessionHref }: Links) {
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
            <RowsLink href={sessionHref(request)}>{request.sessionId}</RowsLink>
            <span className="block text-xs text-subtle">
              {SESSION_SOURCES[request.sessionSource] ?? request.sessionSource},{" "}
              <Link
                href={rowsHref({ sessionId: request.sessionId })}
                prefetch={false}
                className="underline underline-offset-3"
              >
                its requests
              </Link>
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
    ...promptFacts(request, rowsHref),
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

/** Of a shadow: whose answer its own is compared with. */
function shadowFacts(orgSlug: string, { shadowOf }: RequestDetail) {
  if (shadowOf === null) return [];
  const href = `/${orgSlug}/requests?${new URLSearchParams({ q: shadowOf, request: shadowOf, range: "90d" })}`;
  return [{ label: "Shadow of", value: <RowsLink href={href}>{shadowOf}</RowsLink> }];
}

function promptFacts({ promptId, promptName, promptVersion }: RequestDetail, rowsHref: RowsHref) {
  if (promptId === null || promptVersion === null) return [];
  const version = `${promptName ?? promptId} v${promptVersion}`;
  return [
    {
      label: "Prompt",
      value: <RowsLink href={rowsHref({ promptId: [promptId], promptVersion })}>{version}</RowsLink>,
    },
  ];
}

function cacheFacts({ cacheStatus, savedMicroUsd, savedTokens }: RequestDetail): string {
  const status = CacheStatusSchema.safeParse(cacheStatus).data ?? "off";
  if (status === "off" || status === "miss") return CACHE_LABELS[status];
  const saved =
    savedMicroUsd === null ? "cost of the original unknown" : `saved ${formatCost(savedMicroUsd)}`;
  return `${CACHE_LABELS[status]}, ${saved}${savedTokens === null ? "" : ` and ${formatCount(savedTokens)} tokens`}`;
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
