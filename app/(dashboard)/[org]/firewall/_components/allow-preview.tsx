import Link from "next/link";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount } from "@/app/_lib/format";
import { Callout } from "@/app/_ui/callout";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { AllowPreview } from "@/server/contracts/firewall-allow";
import { requestsHref } from "../../requests/search-params";
import type { AllowOption } from "./allow-texts";

export interface AllowPreviewProps {
  preview: AllowPreview;
  option: AllowOption;
}

/** What else would pass, from the hits that are stored. */
export function AllowPreviewView({ preview, option }: AllowPreviewProps) {
  const { org } = useConsole();
  if (preview.refusal !== null) {
    return (
      <Callout tone="error" isLive>
        {preview.refusal}
      </Callout>
    );
  }
  const { hits, excused, notCheckable, sample, excusesThis } = preview;
  return (
    <Callout tone={excusesThis === false ? "error" : excused > 0 ? "warning" : "success"} isLive>
      <p>{thisWords(excusesThis, option)}</p>
      <p className="mt-1">
        {hits === 0
          ? "No other stored hit of this category to compare with."
          : `Of the last ${formatCount(hits)} other hits of this category, ${excused === 0 ? "none" : formatCount(excused)} would pass.`}
        {notCheckable > 0 && ` ${formatCount(notCheckable)} could not be checked: their text is not stored.`}
      </p>
      {sample.length > 0 && (
        <ul className="mt-2 space-y-0.5">
          {sample.map(({ requestId, createdAt, action }) => (
            <li key={requestId}>
              <Link
                prefetch={false}
                href={requestsHref(org.slug, { range: "90d", request: requestId })}
                className="underline decoration-(--border-strong) underline-offset-3 hover:decoration-current"
              >
                <RelativeTime date={createdAt} />
              </Link>
              , {action}
            </li>
          ))}
        </ul>
      )}
    </Callout>
  );
}

function thisWords(excusesThis: boolean | null, option: AllowOption): string {
  if (excusesThis === true)
    return option === "sensitivity" ? "This text would not be stopped any more." : "This text would pass.";
  if (excusesThis === false)
    return option === "sensitivity"
      ? "This text would still be stopped."
      : "This text would still be found: what you name does not cover it.";
  return "Whether this very text would pass cannot be told from what is stored.";
}
