"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { tellWidget } from "@/app/_lib/widget-script";
import { Button } from "@/app/_ui/button";
import { cn } from "@/app/_ui/cn";
import { askedText } from "./asked-text";
import type { ChatMessage } from "./use-demo-chat";

interface LoopPanelProps {
  orgSlug: string;
  sessionId: string | null;
  messages: readonly ChatMessage[];
  /** What came of asking: the server's reason, or the widget's. */
  refusal: string | null;
  wasScored: boolean;
  state:
    | { nps: number | null; credit: { provider: string | null; model: string; share: number }[] }
    | undefined;
}

const PHASES: Readonly<Record<string, string>> = {
  day0: "Benchmarks lead, as no user has said anything yet.",
  auto: "Evaluations lead, as few users have said anything yet.",
  nps: "What users said leads.",
};

/** Beside the chat: which model answered, what the user said of it, and what the router learns from that. */
export function LoopPanel({ orgSlug, sessionId, messages, refusal, wasScored, state }: LoopPanelProps) {
  const facts = messages.flatMap((message) => message.facts ?? []);
  const latest = facts.at(-1);
  const nps = state?.nps ?? null;
  return (
    <aside
      aria-label="The loop"
      className="min-h-0 overflow-y-auto border-default px-5 py-6 max-lg:border-t sm:px-8 lg:border-l lg:px-6"
    >
      <ol className="space-y-6">
        <Step number={1} title="The router chooses" isDone={latest !== undefined}>
          {latest === undefined ? (
            <p>Each conversation gets a model and keeps it.</p>
          ) : (
            <>
              <p>
                <span className="font-mono text-emphasis">{latest.model}</span> answered.{" "}
                {PHASES[latest.phase ?? ""] ?? ""}
              </p>
              <ConsoleLink href={`/${orgSlug}/requests?request=${latest.requestId}`}>
                Why this model
              </ConsoleLink>
            </>
          )}
        </Step>
        <Step number={2} title="The user is asked" isDone={wasScored}>
          <p>
            After two answers and 20 seconds of silence the widget asks the server whether it may ask. You
            need not wait.
          </p>
          <Button size="sm" disabled={facts.length < 2} onClick={() => tellWidget("show")} className="mt-2">
            Ask me now
          </Button>
          <p role="status" className="mt-2 text-xs text-subtle">
            {refusal === null ? "" : askedText(refusal)}
          </p>
        </Step>
        <Step number={3} title="The score is credited" isDone={nps !== null}>
          {nps === null ? (
            <p>
              {wasScored
                ? "Waiting for the score to be stored…"
                : "The score goes to the models that answered."}
            </p>
          ) : (
            <>
              <p>
                You gave <strong className="font-semibold text-emphasis">{nps}</strong> out of 10.
              </p>
              <ul className="mt-1 space-y-1">
                {state?.credit.map(({ provider, model, share }) => (
                  <li key={`${provider}/${model}`} className="flex justify-between gap-3 font-mono text-xs">
                    <span className="truncate">{provider === null ? model : `${provider}/${model}`}</span>
                    <span className="tabular-nums">{Math.round(share * 100)} %</span>
                  </li>
                ))}
              </ul>
              <ConsoleLink href={`/${orgSlug}/requests?sessionId=${sessionId}`}>
                Requests of this session
              </ConsoleLink>
            </>
          )}
        </Step>
        <Step number={4} title="The route learns" isDone={false}>
          <p>
            Scores shift what the route chooses. One vote moves little, and sandbox data never leaves this
            organisation.
          </p>
          <ConsoleLink href={`/${orgSlug}/routes`}>Routes of the demo</ConsoleLink>
        </Step>
      </ol>
    </aside>
  );
}

interface StepProps {
  number: number;
  title: string;
  isDone: boolean;
  children: ReactNode;
}

function Step({ number, title, isDone, children }: StepProps) {
  return (
    <li className="flex gap-3">
      <span
        aria-hidden
        className={cn(
          "mt-0.5 grid size-5 shrink-0 place-items-center rounded-full text-xs font-semibold tabular-nums",
          isDone ? "bg-accent-solid text-on-accent" : "bg-muted text-muted",
        )}
      >
        {number}
      </span>
      <div className="min-w-0 grow text-sm text-muted">
        <h2 className="mb-1 font-semibold text-emphasis">{title}</h2>
        {children}
      </div>
    </li>
  );
}

function ConsoleLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="mt-1.5 inline-block rounded-sm text-accent hover:underline">
      {children}
    </Link>
  );
}
