"use client";

import { ChevronRight } from "lucide-react";
import { Code } from "@/app/_ui/code-block";
import { CopyId } from "@/app/_ui/copy";
import { Facts } from "@/app/_ui/facts";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { AuditEntry } from "@/server/contracts/audit";

const ACTORS = { user: "Person", api_key: "API key", job: "Floopy" } as const;

export function AuditRow({ entry }: { entry: AuditEntry }) {
  return (
    <li>
      <details className="group">
        <summary className="flex min-h-10 cursor-pointer list-none flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2 text-sm hover:bg-subtle">
          <ChevronRight
            aria-hidden
            className="size-3.5 shrink-0 text-subtle transition-transform duration-150 group-open:rotate-90"
          />
          <span className="font-mono text-xs text-emphasis">{entry.action}</span>
          <span className="min-w-0 truncate text-muted">{entry.actorLabel}</span>
          <span className="ml-auto text-xs text-subtle">
            <RelativeTime date={entry.createdAt} />
          </span>
        </summary>
        <div className="space-y-4 px-4 pt-1 pb-4">
          <Facts items={factsOf(entry)} />
          {Object.keys(entry.changes).length > 0 && (
            <div className="rounded-lg border border-default bg-subtle">
              <Code language="json" code={JSON.stringify(entry.changes, null, 2)} />
            </div>
          )}
        </div>
      </details>
    </li>
  );
}

function factsOf(entry: AuditEntry) {
  return [
    { label: "By", value: `${ACTORS[entry.actorKind]} ${entry.actorLabel}` },
    {
      label: "About",
      value: <CopyId id={entry.targetId} label={`Copy the id of the ${entry.targetKind}`} />,
    },
    { label: "From", value: entry.address ?? "Unknown address" },
    { label: "Request", value: <CopyId id={entry.requestId} label="Copy the request id" /> },
    { label: "Entry", value: `${entry.sequence}` },
    { label: "Hash", value: <CopyId id={entry.hash} label="Copy the hash" /> },
  ];
}
