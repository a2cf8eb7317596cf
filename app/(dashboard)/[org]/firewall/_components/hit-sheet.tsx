import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { DetailSheet, SheetBar } from "@/app/_components/detail-sheet";
import { findingLabel } from "@/app/_components/finding-label";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Facts } from "@/app/_ui/facts";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { FirewallPolicy, HitKey } from "@/server/contracts/firewall";
import type { HitDetail } from "@/server/contracts/firewall-hits";
import { requestsHref } from "../../requests/search-params";
import { ContextFigure } from "./context-figure";
import { ACTION_WORDS } from "./firewall-texts";
import { HitReview } from "./hit-review";

export interface HitSheetProps {
  policy: FirewallPolicy;
  /** Null closes the sheet. */
  hit: Omit<HitKey, "projectId"> | null;
  onClose: () => void;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
}

/** One hit: what, where, by which version of the policy, and what stands around it. */
export function HitSheet(props: HitSheetProps) {
  const { hit, onClose } = props;
  return (
    <DetailSheet isOpen={hit !== null} label="Open hit" onClose={onClose}>
      {hit !== null && <OpenHit {...props} hit={hit} />}
    </DetailSheet>
  );
}

type OpenHitProps = HitSheetProps & { hit: Omit<HitKey, "projectId"> };

function OpenHit({ policy, hit, onPrevious, onNext }: OpenHitProps) {
  const { org } = useConsole();
  const query = useQuery(
    useTRPC().firewall.hit.queryOptions({ orgSlug: org.slug, projectId: policy.projectId, ...hit }),
  );
  return (
    <>
      <SheetBar thing="Hit" id={hit.requestId} onPrevious={onPrevious} onNext={onNext} />
      {query.data ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <div tabIndex={0} className="min-h-0 grow space-y-6 overflow-y-auto px-4 pt-4 pb-8 md:px-5">
          <h2 className="text-md font-semibold text-emphasis">
            {findingLabel(query.data, policy.customRules)}
          </h2>
          <Facts items={factsOf(query.data, org.slug)} />
          <Surroundings detail={query.data} />
          <HitReview key={query.data.requestId + query.data.detector} detail={query.data} policy={policy} />
        </div>
      ) : query.isError ? (
        <QueryError query={query} title="This hit could not be shown" />
      ) : (
        <Loading className="space-y-4 p-5">
          <Skeleton className="h-6 w-48" />
          <Skeleton className="h-40 w-full" />
        </Loading>
      )}
    </>
  );
}

function factsOf(detail: HitDetail, orgSlug: string) {
  const places = detail.findingList.map(({ path, start, end }) =>
    end > start ? `${path} ${start}–${end}` : path,
  );
  return [
    { label: "Found in", value: detail.direction === "answer" ? "the answer" : "the request" },
    { label: "Detector", value: <span className="font-mono text-xs">{detail.detector}</span> },
    { label: "Result", value: ACTION_WORDS[detail.action] },
    ...(detail.category === "injection" ? [{ label: "Score", value: detail.score.toFixed(3) }] : []),
    {
      label: detail.findings === 1 ? "Place" : `${detail.findings} places`,
      value: <span className="font-mono text-xs break-all">{places.slice(0, 5).join(", ")}</span>,
    },
    {
      label: "Policy",
      value: detail.policyVersion === null ? "not recorded" : versionWords(detail.policyVersion),
    },
    { label: "When", value: <RelativeTime date={detail.createdAt} /> },
    {
      label: "Request",
      value: (
        <Link
          prefetch={false}
          href={requestsHref(orgSlug, { range: "90d", request: detail.requestId, tab: "details" })}
          className="underline decoration-(--border-strong) underline-offset-3 hover:decoration-current"
        >
          Open the request
        </Link>
      ),
    },
  ];
}

const versionWords = (version: number): string => (version === 0 ? "the defaults" : `version ${version}`);

const TEXT_STATES: Readonly<Record<Exclude<HitDetail["textState"], "shown">, string>> = {
  not_stored:
    "The project does not store texts, so the surroundings cannot be shown. What is known is where it was found.",
  expired: "The text is older than your plan keeps texts.",
  unreadable: "The text at this place is not stored: the body was cut, or it is no text.",
};

function Surroundings({ detail }: { detail: HitDetail }) {
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold text-emphasis">Around it</h3>
      {detail.textState === "shown" ? (
        <div className="space-y-2">
          {detail.contexts.map((context, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: contexts never move
            <ContextFigure key={index} context={context} />
          ))}
          <p className="text-xs text-subtle">
            Personal data and secrets are replaced here, whatever the project stores.
          </p>
        </div>
      ) : (
        <p className="text-sm text-muted">{TEXT_STATES[detail.textState]}</p>
      )}
    </section>
  );
}
