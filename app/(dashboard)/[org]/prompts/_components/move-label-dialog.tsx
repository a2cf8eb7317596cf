import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Dialog, DialogContent, DialogFooter } from "@/app/_ui/dialog";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { toast } from "@/app/_ui/toast";
import { DEFAULT_LABEL, type PromptView } from "@/server/contracts/prompts";

export interface MoveLabelDialogProps {
  prompt: PromptView;
  /** Null closes it. */
  version: number | null;
  onClose: () => void;
}

/** Points a label at a version, or takes one away. */
export function MoveLabelDialog({ prompt, version, onClose }: MoveLabelDialogProps) {
  return (
    <Dialog open={version !== null} onOpenChange={(open) => !open && onClose()}>
      {version !== null && (
        <DialogContent
          title={`Labels of v${version}`}
          description="Requests that use a label get its version within seconds. Moving it back undoes it."
        >
          <LabelForm prompt={prompt} version={version} onClose={onClose} />
        </DialogContent>
      )}
    </Dialog>
  );
}

const SUGGESTIONS = "prompt-labels";

function LabelForm({ prompt, version, onClose }: MoveLabelDialogProps & { version: number }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [label, setLabel] = useState(prompt.labels[DEFAULT_LABEL] === version ? "" : DEFAULT_LABEL);
  const settle = async () => {
    onClose();
    await Promise.all([
      queryClient.invalidateQueries(trpc.prompts.get.queryFilter()),
      queryClient.invalidateQueries(trpc.prompts.versions.queryFilter()),
      queryClient.invalidateQueries(trpc.prompts.list.queryFilter()),
    ]);
  };
  const move = useMutation(
    trpc.prompts.moveLabel.mutationOptions({
      onSuccess: (_prompt, moved) => {
        toast.success(`${moved.label} is v${moved.version} now`);
        return settle();
      },
    }),
  );
  const remove = useMutation(trpc.prompts.removeLabel.mutationOptions({ onSuccess: settle }));
  const asked = { orgSlug: org.slug, promptId: prompt.id };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    move.mutate({ ...asked, label: label.trim(), version });
  };
  const error = move.error ?? remove.error;
  const removable = Object.entries(prompt.labels).filter(
    ([name, at]) => at === version && name !== DEFAULT_LABEL,
  );
  return (
    <form onSubmit={submit} noValidate className="space-y-4">
      <Field
        label="Label"
        description={prompt.labels[label] === undefined ? "A new label." : `Now at v${prompt.labels[label]}.`}
      >
        <Input
          value={label}
          onValueChange={setLabel}
          list={SUGGESTIONS}
          isMono
          autoComplete="off"
          spellCheck={false}
          maxLength={32}
        />
      </Field>
      <datalist id={SUGGESTIONS}>
        {Object.keys(prompt.labels).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {removable.map(([name]) => (
        <p key={name} className="flex items-center justify-between gap-3 text-sm">
          <span className="font-mono text-xs text-emphasis">{name}</span>
          <Button
            size="sm"
            variant="danger-ghost"
            isLoading={remove.isPending}
            onClick={() => remove.mutate({ ...asked, label: name })}
          >
            Remove {name}
          </Button>
        </p>
      ))}
      {error !== null && (
        <Callout tone="error" isLive>
          {shownError(error).message}
        </Callout>
      )}
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" isLoading={move.isPending}>
          Point at v{version}
        </Button>
      </DialogFooter>
    </form>
  );
}
