"use client";

import { useEffect, useState } from "react";
import { loadWidget } from "@/app/_lib/widget-script";
import { ChatLog } from "./chat-log";
import { LoopPanel } from "./loop-panel";
import { MessageForm } from "./message-form";
import { useDemoChat, useSessionState } from "./use-demo-chat";

interface DemoChatProps {
  orgSlug: string;
  pageKey: string;
}

/** A customer's chat, as small as one can be, with the widget on it and the loop beside it. */
export function DemoChat({ orgSlug, pageKey }: DemoChatProps) {
  const { messages, session, send, restart } = useDemoChat();
  const { refusal, wasScored } = useWidget(pageKey, session?.session_id);
  const state = useSessionState(session?.session_id, wasScored);
  return (
    <main className="grid min-h-0 grow grid-cols-[minmax(0,1fr)] lg:grid-cols-[minmax(0,1fr)_360px]">
      <section aria-label="Chat" className="flex min-h-0 flex-col max-lg:min-h-[70dvh]">
        <ChatLog messages={messages} orgSlug={orgSlug} isBusy={send.isPending} />
        <MessageForm send={send} onRestart={messages.length === 0 ? undefined : restart} />
      </section>
      <LoopPanel
        orgSlug={orgSlug}
        sessionId={session?.session_id ?? null}
        messages={messages}
        refusal={refusal}
        wasScored={wasScored}
        state={state.data}
      />
    </main>
  );
}

/** Loads the widget and listens to it, for the session that is open. */
function useWidget(pageKey: string, sessionId: string | undefined) {
  const [scored, setScored] = useState<string[]>([]);
  const [refused, setRefused] = useState<{ sessionId: string; reason: string } | null>(null);
  // The widget is an outside script; it is told of the session it speaks for.
  useEffect(() => {
    const floopy = loadWidget();
    floopy("init", { key: pageKey });
  }, [pageKey]);
  useEffect(() => {
    if (sessionId === undefined) return;
    let isCurrent = true;
    const floopy = loadWidget();
    floopy("on", "scored", () => isCurrent && setScored((ids) => [...new Set([...ids, sessionId])]));
    floopy("on", "considered", (detail: { reason: string }) => {
      if (isCurrent) setRefused({ sessionId, reason: detail.reason });
    });
    return () => {
      isCurrent = false;
    };
  }, [sessionId]);
  return {
    refusal: refused !== null && refused.sessionId === sessionId ? refused.reason : null,
    wasScored: sessionId !== undefined && scored.includes(sessionId),
  };
}
