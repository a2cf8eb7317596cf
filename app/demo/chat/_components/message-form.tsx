"use client";

import type { UseMutationResult } from "@tanstack/react-query";
import { RotateCcw, SendHorizontal } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Input } from "@/app/_ui/input";

interface MessageFormProps {
  send: UseMutationResult<void, Error, string>;
  onRestart: (() => void) | undefined;
}

const QUESTIONS = [
  "How do I return a pair of shoes?",
  "Write a haiku about latency.",
  "Explain caching to a child.",
];

export function MessageForm({ send, onRestart }: MessageFormProps) {
  const [text, setText] = useState("");
  const ask = (question: string): void => {
    if (question === "" || send.isPending) return;
    setText("");
    send.mutate(question, { onError: () => setText(question) });
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    ask(text.trim());
  };
  return (
    <div className="shrink-0 border-t border-default px-5 py-4 sm:px-8">
      <div className="mx-auto max-w-176 space-y-3">
        {send.isError && (
          <Callout tone="error" isLive>
            {send.error.message}
          </Callout>
        )}
        {onRestart === undefined && (
          <div className="flex flex-wrap gap-2">
            {QUESTIONS.map((question) => (
              <Button key={question} size="sm" onClick={() => ask(question)}>
                {question}
              </Button>
            ))}
          </div>
        )}
        <form onSubmit={onSubmit} className="flex items-center gap-2">
          <Input
            aria-label="Message"
            placeholder="Ask something"
            maxLength={500}
            autoComplete="off"
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="h-10 grow text-base"
          />
          <Button
            type="submit"
            variant="primary"
            size="lg"
            isLoading={send.isPending}
            icon={<SendHorizontal aria-hidden />}
          >
            Send
          </Button>
          {onRestart !== undefined && (
            <Button size="lg" variant="ghost" icon={<RotateCcw aria-hidden />} onClick={onRestart}>
              <span className="max-sm:sr-only">New chat</span>
            </Button>
          )}
        </form>
      </div>
    </div>
  );
}
