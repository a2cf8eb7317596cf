"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { Section } from "@/app/_ui/section";

export function LeaveSection() {
  const { org } = useConsole();
  const [isAsking, setIsAsking] = useState(false);
  const leave = useMutation(
    useTRPC().members.leave.mutationOptions({
      // The sign-in page knows where to go on: another organisation, or a new one.
      onSuccess: () => window.location.assign("/sign-in"),
    }),
  );
  return (
    <Section
      title="Leave this organisation"
      description="You lose access at once. Somebody has to invite you to come back."
      actions={
        <Button size="sm" onClick={() => setIsAsking(true)}>
          Leave…
        </Button>
      }
    >
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={(isOpen) => {
          leave.reset();
          setIsAsking(isOpen);
        }}
        title={`Leave ${org.name}?`}
        description="Keys and routes you made stay. Your account and your other organisations are not touched."
        confirmLabel="Leave"
        isPending={leave.isPending}
        error={leave.isError ? shownError(leave.error).message : undefined}
        onConfirm={() => leave.mutate({ orgSlug: org.slug })}
      />
    </Section>
  );
}
