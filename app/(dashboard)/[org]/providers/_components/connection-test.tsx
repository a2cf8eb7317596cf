"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CircleHelp } from "lucide-react";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount, formatDuration } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { cn } from "@/app/_ui/cn";
import type { ProviderKey, ProviderKeyTest } from "@/server/contracts/provider-keys";

/** One test of one connection: how to start it, and how it stands. */
export function useConnectionTest(providerKey: ProviderKey) {
  const { org } = useConsole();
  const test = useMutation(useTRPC().providerKeys.test.mutationOptions());
  return {
    isPending: test.isPending,
    start: () => test.mutate({ orgSlug: org.slug, providerKeyId: providerKey.id }),
    result: test.data,
    error: test.isError ? shownError(test.error).message : undefined,
  };
}

type ConnectionTest = ReturnType<typeof useConnectionTest>;

export function TestButton({ name, test }: { name: string; test: ConnectionTest }) {
  return (
    <Button
      variant="ghost"
      size="sm"
      aria-label={`Test ${name}`}
      isLoading={test.isPending}
      onClick={test.start}
    >
      Test
    </Button>
  );
}

/** What the last test found and what to do about it; announced when it arrives. */
export function TestResult({ test }: { test: ConnectionTest }) {
  return (
    <div aria-live="polite">
      {test.isPending ? (
        <p className="mt-1 text-xs text-muted">Asking the provider for its models…</p>
      ) : test.error !== undefined ? (
        <ResultLine tone="error" title="The test did not run" detail={test.error} />
      ) : (
        test.result !== undefined && <ResultLine {...describeTest(test.result)} />
      )}
    </div>
  );
}

type Tone = "success" | "error" | "neutral";

interface ResultText {
  tone: Tone;
  title: string;
  detail: string;
}

const TITLES = {
  unauthorized: "The key does not work",
  unreachable: "The provider cannot be reached",
  unexpected: "The provider answered unexpectedly",
  untestable: "This provider cannot be tested",
} as const satisfies Record<Exclude<ProviderKeyTest["outcome"], "ok">, string>;

function describeTest({ outcome, detail, modelCount, durationMs }: ProviderKeyTest): ResultText {
  if (outcome === "untestable") return { tone: "neutral", title: TITLES.untestable, detail };
  if (outcome !== "ok") return { tone: "error", title: TITLES[outcome], detail };
  const models = modelCount === 1 ? "1 model" : `${formatCount(modelCount ?? 0)} models`;
  return { tone: "success", title: `${models} in ${formatDuration(durationMs)}`, detail };
}

const TONES = {
  success: { icon: CircleCheck, className: "text-success" },
  error: { icon: CircleAlert, className: "text-error" },
  neutral: { icon: CircleHelp, className: "text-muted" },
} as const satisfies Record<Tone, unknown>;

function ResultLine({ tone, title, detail }: ResultText) {
  const { icon: Icon, className } = TONES[tone];
  return (
    <p className="mt-1 flex gap-1.5 text-xs text-muted">
      <Icon aria-hidden className={cn("mt-0.5 size-3.5 shrink-0", className)} />
      <span>
        <span className={cn("font-semibold", className)}>{title}.</span> {detail}
      </span>
    </p>
  );
}
