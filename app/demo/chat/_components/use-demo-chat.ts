"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { z } from "zod";
import { tellWidget } from "@/app/_lib/widget-script";
import { type AnswerFacts, factsOf, failureOf, readStream } from "./read-answer";

export interface ChatMessage {
  id: number;
  role: "user" | "assistant";
  content: string;
  facts?: AnswerFacts;
}

const Session = z.object({ session_id: z.string(), token: z.string() });
type Session = z.infer<typeof Session>;

const State = z.object({
  nps: z.number().nullable(),
  credit: z.array(z.object({ provider: z.string().nullable(), model: z.string(), share: z.number() })),
});

async function openSession(): Promise<Session> {
  const response = await fetch("/api/demo-chat/session", { method: "POST" });
  if (!response.ok) throw new Error(await failureOf(response));
  const session = Session.parse(await response.json());
  tellWidget("session", { id: session.session_id, token: session.token });
  return session;
}

/** A conversation over the gateway; the session begins with the first message. */
export function useDemoChat() {
  const [messages, setMessages] = useState<ChatMessage[]>([]);
  const [session, setSession] = useState<Session | null>(null);

  const send = useMutation({
    mutationFn: async (question: string) => {
      tellWidget("activity", { busy: true });
      const asked: ChatMessage[] = [...messages, { id: messages.length, role: "user", content: question }];
      setMessages(asked);
      const opened = session ?? (await openSession());
      setSession(opened);
      const response = await fetch("/api/demo-chat", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          session_id: opened.session_id,
          messages: asked.map(({ role, content }) => ({ role, content })).slice(-29),
        }),
      });
      if (!response.ok) throw new Error(await failureOf(response));
      const facts = factsOf(response);
      let content = "";
      await readStream(response, (text) => {
        content += text;
        setMessages([...asked, { id: asked.length, role: "assistant", content, facts }]);
      });
    },
    // The question goes back into the field, so that nothing has to be typed again.
    onError: () =>
      setMessages((shown) =>
        shown.slice(
          0,
          shown.findLastIndex(({ role }) => role === "user"),
        ),
      ),
    onSettled: () => tellWidget("activity", { busy: false }),
  });
  const restart = (): void => {
    tellWidget("reset");
    setSession(null);
    setMessages([]);
    send.reset();
  };
  return { messages, session, send, restart };
}

/** What is stored of the session; asked for until a score that was given has arrived. */
export function useSessionState(sessionId: string | undefined, isAwaited: boolean) {
  return useQuery({
    queryKey: ["demo-chat", sessionId],
    enabled: sessionId !== undefined && isAwaited,
    queryFn: async () => {
      const response = await fetch(`/api/demo-chat/session?session_id=${sessionId}`);
      if (!response.ok) throw new Error(await failureOf(response));
      return State.parse(await response.json());
    },
    refetchInterval: 2_000,
  });
}
