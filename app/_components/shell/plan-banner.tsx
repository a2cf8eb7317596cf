"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTRPC } from "@/app/_lib/trpc/client";
import { cn } from "@/app/_ui/cn";
import { type NoticeWords, noticeWords } from "../notice-words";
import { useConsole } from "./console-context";

const REFRESH_MS = 60_000;
const LOOKS: Record<NoticeWords["tone"], { icon: typeof Info; className: string }> = {
  info: { icon: Info, className: "bg-info-subtle [&>svg]:text-info" },
  warning: { icon: TriangleAlert, className: "bg-warning-subtle [&>svg]:text-warning" },
  error: { icon: CircleAlert, className: "bg-error-subtle [&>svg]:text-error" },
};

/** The most urgent thing to know of plan and quota, above every page; usually nothing. */
export function PlanBanner() {
  const { org, may } = useConsole();
  const notices = useQuery(
    useTRPC().billing.notices.queryOptions(
      { orgSlug: org.slug },
      { enabled: may("usage:read"), refetchInterval: REFRESH_MS },
    ),
  );
  const [first] = notices.data?.items ?? [];
  if (first === undefined) return null;
  const { tone, text, action, tab = "billing" } = noticeWords(first);
  const { icon: Icon, className } = LOOKS[tone];
  return (
    <aside
      aria-label="Plan"
      className={cn(
        "flex shrink-0 items-start gap-2.5 border-b border-default px-4 py-2 text-sm text-default md:px-6",
        className,
      )}
    >
      <Icon aria-hidden className="mt-[3px] size-3.5 shrink-0" />
      <p className="min-w-0 grow">
        {text}{" "}
        {may("billing:read") && (
          <Link
            href={`/${org.slug}/settings?tab=${tab}`}
            className="font-semibold whitespace-nowrap text-emphasis underline underline-offset-2"
          >
            {action}
          </Link>
        )}
      </p>
    </aside>
  );
}
