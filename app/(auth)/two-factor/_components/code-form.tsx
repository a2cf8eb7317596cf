"use client";

import { useMutation } from "@tanstack/react-query";
import { signOut } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { CodeField } from "@/app/_components/two-factor/code-field";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";

export function CodeForm({ callbackUrl }: { callbackUrl: string }) {
  const [code, setCode] = useState("");
  const pass = useMutation(
    useTRPC().twoFactor.passSignIn.mutationOptions({
      // A full load: everything rendered for a visitor must be rendered again for the person.
      onSuccess: () => window.location.assign(callbackUrl),
    }),
  );
  const error = pass.isError ? shownError(pass.error) : null;
  const isOver = error?.code === "unauthenticated";
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    pass.mutate({ code });
  };
  return (
    <>
      {isOver && (
        <Callout tone="error" isLive className="mb-4">
          {error?.message}
        </Callout>
      )}
      <form method="post" onSubmit={onSubmit} className="flex flex-col gap-4">
        <CodeField
          autoFocus
          value={code}
          onValueChange={setCode}
          error={isOver ? undefined : error?.message}
        />
        <Button type="submit" variant="primary" size="lg" isLoading={pass.isPending || pass.isSuccess}>
          Sign in
        </Button>
        <Button size="lg" onClick={() => void signOut({ callbackUrl: "/sign-in" })}>
          Start again
        </Button>
      </form>
    </>
  );
}
