"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { CopyField } from "@/app/_ui/copy";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Section } from "@/app/_ui/section";
import type { AuditVerification } from "@/server/contracts/audit";

const REASONS = {
  missing: "is missing",
  altered: "does not match its hash",
  unlinked: "does not follow from the one before it",
} as const;

/** Works the hash chain out anew when asked to. */
export function ChainSection() {
  const { org } = useConsole();
  const verification = useQuery(
    useTRPC().audit.verify.queryOptions({ orgSlug: org.slug }, { enabled: false, gcTime: 0 }),
  );
  return (
    <Section
      title="Verification"
      description="Each entry holds the hash of the one before it. Checking works all of them out anew."
      actions={
        <Button size="sm" isLoading={verification.isFetching} onClick={() => void verification.refetch()}>
          Check now
        </Button>
      }
    >
      {verification.isError && <QueryError query={verification} title="The log could not be checked" />}
      {verification.data !== undefined && <Result result={verification.data} />}
    </Section>
  );
}

function Result({ result }: { result: AuditVerification }) {
  const { isIntact, entries, brokenAt, reason, headHash, checkedAt } = result;
  return (
    <div className="space-y-4">
      <Callout tone={isIntact ? "success" : "error"} isLive>
        {isIntact ? (
          <>
            All {formatCount(entries)} entries fit. Checked <RelativeTime date={checkedAt} />.
          </>
        ) : (
          `Entry ${brokenAt} ${REASONS[reason ?? "altered"]}. The ${formatCount(entries)} entries before it fit. Tell us at once.`
        )}
      </Callout>
      {isIntact && headHash !== null && (
        <div>
          <p className="mb-2 text-xs text-muted">
            Keep the last hash somewhere else: while the log still leads to it, nothing before it was changed.
          </p>
          <CopyField value={headHash} label="Copy the last hash" />
        </div>
      )}
    </div>
  );
}
