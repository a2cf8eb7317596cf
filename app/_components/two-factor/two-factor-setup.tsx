"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { CopyField } from "@/app/_ui/copy";
import { Field } from "@/app/_ui/field";
import type { TwoFactorSetup as Setup } from "@/server/contracts/two-factor";
import { PasswordInput } from "../password-input";
import { CodeField } from "./code-field";
import { QrCode } from "./qr-code";
import { RecoveryCodes } from "./recovery-codes";

/** Three steps: prove who you are, connect the app, keep the recovery codes. */
export function TwoFactorSetup({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [setup, setSetup] = useState<Setup | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (setup === null) return <ProofStep onProven={setSetup} />;
  return (
    <AppStep
      setup={setup}
      onConfirmed={(recoveryCodes) => {
        setCodes(recoveryCodes);
        void queryClient.invalidateQueries(trpc.twoFactor.status.queryFilter());
        void queryClient.invalidateQueries(trpc.identity.listSessions.queryFilter());
      }}
    />
  );
}

function ProofStep({ onProven }: { onProven: (setup: Setup) => void }) {
  const trpc = useTRPC();
  const account = useQuery(trpc.identity.account.queryOptions());
  const [password, setPassword] = useState("");
  const begin = useMutation(trpc.twoFactor.begin.mutationOptions({ onSuccess: onProven }));
  const error = begin.isError ? shownError(begin.error) : null;
  const passwordError = error?.fieldErrors.currentPassword;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate({ currentPassword: password });
  };
  return (
    <form onSubmit={onSubmit} className="space-y-4">
      <p className="text-sm text-muted">
        You need an authenticator app on your phone, such as Google Authenticator, 1Password or Aegis.
      </p>
      {account.data?.hasPassword === true && (
        <Field label="Your password" error={passwordError}>
          <PasswordInput value={password} onValueChange={setPassword} autoComplete="current-password" />
        </Field>
      )}
      {error !== null && passwordError === undefined && (
        <Callout tone="error" isLive>
          {error.message}
        </Callout>
      )}
      <Button type="submit" variant="primary" isLoading={begin.isPending}>
        Continue
      </Button>
    </form>
  );
}

interface AppStepProps {
  setup: Setup;
  onConfirmed: (recoveryCodes: readonly string[]) => void;
}

function AppStep({ setup, onConfirmed }: AppStepProps) {
  const [code, setCode] = useState("");
  const confirm = useMutation(
    useTRPC().twoFactor.confirm.mutationOptions({
      onSuccess: ({ recoveryCodes }) => onConfirmed(recoveryCodes),
    }),
  );
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate({ code });
  };
  return (
    <form onSubmit={onSubmit} className="space-y-4">
      <p className="text-sm text-muted">Scan this with your app, then enter the six digits that it shows.</p>
      <QrCode text={setup.uri} label="QR code for your authenticator app" />
      <details className="text-sm text-muted">
        <summary className="min-h-6 cursor-pointer">I cannot scan it</summary>
        <p className="mt-2 mb-2">Enter this key in your app by hand:</p>
        <CopyField value={setup.secret} label="Copy the key" />
      </details>
      <CodeField
        label="Six digits"
        value={code}
        onValueChange={setCode}
        error={confirm.isError ? shownError(confirm.error).message : undefined}
      />
      <Button type="submit" variant="primary" isLoading={confirm.isPending}>
        Turn on
      </Button>
    </form>
  );
}
