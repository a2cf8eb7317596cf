"use client";

import Link from "next/link";
import { useEffect, useRef } from "react";
import { ModelText } from "@/app/_components/model-text";
import { cn } from "@/app/_ui/cn";
import type { ChatMessage } from "./use-demo-chat";

interface ChatLogProps {
  messages: readonly ChatMessage[];
  orgSlug: string;
  isBusy: boolean;
}

export function ChatLog({ messages, orgSlug, isBusy }: ChatLogProps) {
  const end = useRef<HTMLDivElement>(null);
  const length = messages.reduce((sum, { content }) => sum + content.length, messages.length);
  // The scroll position belongs to the browser: it follows the answer while it is written.
  useEffect(() => {
    if (length > 0) end.current?.scrollIntoView({ block: "nearest" });
  }, [length]);
  return (
    <div className="min-h-0 grow overflow-y-auto px-5 py-6 sm:px-8">
      <div role="log" aria-label="Conversation" aria-busy={isBusy} className="mx-auto max-w-176 space-y-5">
        {messages.length === 0 && <Introduction />}
        {messages.map((message) => (
          <Message key={message.id} message={message} orgSlug={orgSlug} />
        ))}
        {isBusy && messages.at(-1)?.role === "user" && <p className="text-sm text-subtle">Answering…</p>}
        <div ref={end} />
      </div>
    </div>
  );
}

function Introduction() {
  return (
    <div className="max-w-[62ch] space-y-2">
      <h1 className="text-xl font-semibold text-emphasis">A chat that learns from its users</h1>
      <p className="text-base text-pretty text-muted">
        This is a small app of the demo organisation. Its answers come from the built-in sandbox models,
        through the same gateway, router and widget that customers use. Have a short conversation, say what
        you think of it, and see on this page what the router makes of it.
      </p>
      <p className="text-sm text-subtle">
        Sandbox answers are made up. What you write is stored in this installation’s demo organisation only.
      </p>
    </div>
  );
}

function Message({ message: { role, content, facts }, orgSlug }: { message: ChatMessage; orgSlug: string }) {
  const isOwn = role === "user";
  return (
    <article className={cn("flex flex-col gap-1", isOwn && "items-end")}>
      <h2 className="sr-only">{isOwn ? "You" : "Assistant"}</h2>
      {isOwn ? (
        <p className="max-w-[85%] rounded-lg bg-muted px-3 py-2 text-base whitespace-pre-wrap text-emphasis wrap-anywhere">
          {content}
        </p>
      ) : (
        <ModelText text={content} />
      )}
      {facts !== undefined && (
        <p className="text-xs text-subtle">
          <Link
            href={`/${orgSlug}/requests?request=${facts.requestId}`}
            className="rounded-sm font-mono hover:text-emphasis hover:underline"
          >
            {facts.model}
          </Link>
        </p>
      )}
    </article>
  );
}
