import { useState } from "react";
import type { z } from "zod";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";

/** Checks what is in the editor as the server will; what is wrong with it comes first, then what the server said. */
export function useSaving<Schema extends z.ZodType>(schema: Schema, serverError: unknown) {
  const [wrong, setWrong] = useState<string | null>(null);
  return {
    problem: wrong ?? (serverError == null ? null : shownError(serverError).message),
    save: (content: z.input<Schema>, send: (content: z.input<Schema>) => void) => {
      const { error } = schema.safeParse(content);
      setWrong(error?.issues[0]?.message ?? null);
      if (error === undefined) send(content);
    },
  };
}

export interface SaveBarProps {
  label: string;
  isPending: boolean;
  problem: string | null;
  onSave: () => void;
}

export function SaveBar({ label, isPending, problem, onSave }: SaveBarProps) {
  return (
    <>
      {problem !== null && (
        <p role="alert" className="max-w-48 text-xs text-balance text-error sm:max-w-96">
          {problem}
        </p>
      )}
      <Button size="sm" variant="primary" isLoading={isPending} onClick={onSave}>
        {label}
      </Button>
    </>
  );
}
