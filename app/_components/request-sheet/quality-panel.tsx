import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CircleX } from "lucide-react";
import { formatPercent } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { CheckName, CheckResult } from "@/server/contracts/evaluations";
import type { RequestDetail } from "@/server/contracts/requests";
import { QueryError } from "../query-error";
import { useConsole } from "../shell/console-context";
import { JudgeVerdicts } from "./judge-verdicts";
import { RatingSection } from "./rating-section";
import { SheetSection } from "./sheet-section";

/** What is thought of this answer. */
export function QualityPanel({ request }: { request: RequestDetail }) {
  const { org } = useConsole();
  const query = useQuery(
    useTRPC().evaluations.verdicts.queryOptions({ orgSlug: org.slug, requestId: request.id }),
  );
  if (query.isError) return <QueryError query={query} title="The verdicts could not be shown" />;
  if (!query.data) return <QualitySkeleton />;
  const { checks, judgements, ratings, raterId } = query.data;
  return (
    <>
      <SheetSection title="Checks">
        {checks === null || checks.length === 0 ? (
          <p className="text-sm text-muted">{whyUnchecked(request, checks)}</p>
        ) : (
          <CheckList checks={checks} />
        )}
      </SheetSection>
      {request.purpose === null && (
        <>
          <SheetSection title="Judge">
            <JudgeVerdicts judgements={judgements} />
          </SheetSection>
          <SheetSection title="Ratings by your people">
            <RatingSection requestId={request.id} ratings={ratings} ownId={raterId} />
          </SheetSection>
        </>
      )}
    </>
  );
}

function whyUnchecked(
  { status, purpose, storageMode, endpoint }: RequestDetail,
  checks: CheckResult[] | null,
): string {
  if (purpose !== null && purpose !== "shadow")
    return "Floopy made this call itself; its answer is not checked.";
  if (status === "cached") return "This answer came from the cache; the original was checked.";
  if (status !== "ok") return "Only complete answers are checked.";
  if (storageMode !== "full" && storageMode !== "redacted")
    return "Checks read the stored conversation, and this project does not store it.";
  if (!["chat", "messages", "responses"].includes(endpoint)) return "Only conversations are checked.";
  return checks === null
    ? "Not looked at yet. Checks follow a few seconds after a request is stored."
    : "What is stored is not the whole answer, so it was not checked.";
}

const CHECK_LABELS: Readonly<Record<CheckName, string>> = {
  empty: "Has an answer",
  truncated: "Is complete",
  refusal: "Does not refuse",
  format: "Is in the format asked for",
  code: "Code parses",
  language: "Is in the user’s language",
  loops: "Does not repeat itself",
  sources: "References lead to given sources",
};

function CheckList({ checks }: { checks: readonly CheckResult[] }) {
  return (
    <ul className="divide-y divide-(--border-subtle)">
      {checks.map(({ name, score, note, version }) => (
        <li key={name} className="flex min-h-8 items-start gap-2.5 py-1.5 text-sm">
          <CheckIcon score={score} />
          <span className="min-w-0 grow">
            <span className="text-emphasis">{CHECK_LABELS[name]}</span>
            {note !== null && <span className="block text-muted">{note}</span>}
          </span>
          <span
            className="shrink-0 text-xs text-subtle tabular-nums"
            title={`Version ${version} of this check`}
          >
            {score === 1 ? "passed" : formatPercent(score)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function CheckIcon({ score }: { score: number }) {
  if (score === 1) return <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-success" />;
  if (score === 0) return <CircleX aria-label="Failed:" className="mt-0.5 size-4 shrink-0 text-error" />;
  return <CircleAlert aria-label="In part:" className="mt-0.5 size-4 shrink-0 text-warning" />;
}

const LINES = ["w-40", "w-48", "w-36", "w-44"] as const;

function QualitySkeleton() {
  return (
    <Loading label="Loading verdicts…">
      <div className="space-y-4 py-5">
        {LINES.map((line) => (
          <Skeleton key={line} className={line} />
        ))}
      </div>
    </Loading>
  );
}
