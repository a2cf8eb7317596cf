"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ReadOnlyNote } from "@/app/_components/form-end";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { toast } from "@/app/_ui/toast";
import type { RemoteDetector } from "@/server/contracts/remote-detector";
import { type DetectorDraft, type DraftErrors, draftOf, settingsOf } from "./detector-draft";
import { DetectorTarget } from "./detector-target";
import { DetectorTerms } from "./detector-terms";
import { DetectorTrial } from "./detector-trial";

export interface DetectorFormProps {
  projectId: string;
  detector: RemoteDetector | null;
  onSecret: (secret: string) => void;
}

export function DetectorForm({ projectId, detector, onSecret }: DetectorFormProps) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(detector));
  const [errors, setErrors] = useState<DraftErrors>({});
  const set = useMutation(
    trpc.remoteDetectors.set.mutationOptions({
      onSuccess: async ({ secret }) => {
        if (secret !== null) onSecret(secret);
        toast.success("Detector saved", { description: "New requests follow it within five seconds." });
        await queryClient.invalidateQueries(trpc.remoteDetectors.get.queryFilter());
      },
      onError: (error) => setErrors(fieldErrors(shownError(error).fieldErrors)),
    }),
  );
  const change = (part: Partial<DetectorDraft>): void => {
    setDraft((before) => ({ ...before, ...part }));
    setErrors((before) =>
      Object.fromEntries(Object.entries(before).filter(([name]) => !Object.hasOwn(part, name))),
    );
  };
  const isReadOnly = !may("firewall:manage");
  const parts = { draft, errors, onChange: change, isReadOnly };
  const isFieldError = Object.keys(errors).length > 0;
  return (
    <form
      noValidate
      className="space-y-5 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        const read = settingsOf(draft);
        setErrors(read.errors ?? {});
        if (read.settings !== null) set.mutate({ orgSlug: org.slug, projectId, settings: read.settings });
      }}
    >
      <DetectorTarget {...parts} />
      <DetectorTerms {...parts} />
      {set.isError && !isFieldError && (
        <Callout tone="error" isLive>
          {shownError(set.error).message}
        </Callout>
      )}
      {!isReadOnly && <DetectorTrial projectId={projectId} draft={draft} onErrors={setErrors} />}
      {isReadOnly ? (
        <ReadOnlyNote />
      ) : (
        <Button type="submit" variant="primary" isLoading={set.isPending}>
          {detector === null ? "Add detector" : "Save detector"}
        </Button>
      )}
    </form>
  );
}

const FIELDS = { "settings.url": "url", "settings.providerKeyId": "providerKeyId" } as const;

function fieldErrors(told: Readonly<Record<string, string | undefined>>): DraftErrors {
  return Object.fromEntries(
    Object.entries(FIELDS).flatMap(([path, name]) => (told[path] === undefined ? [] : [[name, told[path]]])),
  );
}
