"use client";

import { useMutation } from "@tanstack/react-query";
import { signOut } from "next-auth/react";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button, ButtonLink } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import type { OpenedInvitation } from "@/server/contracts/members";
import { JoinForm } from "./join-form";

interface InvitationAnswerProps {
  token: string;
  invitation: OpenedInvitation;
  signedInAs: string | null;
}

/** What whoever followed the link can do: join, sign in first, or make the account it is for. */
export function InvitationAnswer({ token, invitation, signedInAs }: InvitationAnswerProps) {
  const { email, hasAccount } = invitation;
  const here = `/invite/${encodeURIComponent(token)}`;
  if (signedInAs?.toLowerCase() === email) return <AcceptButton token={token} />;
  if (signedInAs !== null)
    return (
      <>
        <Callout tone="warning" className="mb-4">
          You are signed in as {signedInAs}. This invitation is for {email} only.
        </Callout>
        <Button size="lg" onClick={() => void signOut({ callbackUrl: here })}>
          Sign out
        </Button>
      </>
    );
  if (!hasAccount) return <JoinForm token={token} email={email} />;
  return (
    <>
      <p className="mb-4 text-base text-muted">Sign in as {email} to accept it.</p>
      <ButtonLink href={`/sign-in?callbackUrl=${encodeURIComponent(here)}`} variant="primary" size="lg">
        Sign in
      </ButtonLink>
    </>
  );
}

function AcceptButton({ token }: { token: string }) {
  const accept = useMutation(
    useTRPC().members.acceptInvitation.mutationOptions({
      onSuccess: ({ orgSlug }) => window.location.assign(`/${orgSlug}`),
    }),
  );
  return (
    <>
      {accept.isError && (
        <Callout tone="error" isLive className="mb-4">
          {shownError(accept.error).message}
        </Callout>
      )}
      <Button
        variant="primary"
        size="lg"
        isLoading={accept.isPending || accept.isSuccess}
        onClick={() => accept.mutate({ token })}
      >
        Join
      </Button>
    </>
  );
}
