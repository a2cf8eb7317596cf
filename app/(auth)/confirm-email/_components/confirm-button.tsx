"use client";

import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button, ButtonLink } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";

export function ConfirmButton({ token }: { token: string }) {
  const confirm = useMutation(useTRPC().identity.confirmEmail.mutationOptions());
  if (confirm.isSuccess)
    return (
      <>
        <Callout tone="success" isLive className="mb-4">
          {confirm.data.email} is confirmed.
        </Callout>
        <ButtonLink href="/sign-in" variant="primary" size="lg">
          Go on
        </ButtonLink>
      </>
    );
  return (
    <>
      {confirm.isError && (
        <Callout tone="error" isLive className="mb-4">
          {shownError(confirm.error).message}
        </Callout>
      )}
      <Button
        variant="primary"
        size="lg"
        isLoading={confirm.isPending}
        onClick={() => confirm.mutate({ token })}
      >
        Confirm
      </Button>
    </>
  );
}
