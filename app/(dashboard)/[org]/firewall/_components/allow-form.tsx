import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Callout } from "@/app/_ui/callout";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { RadioCards } from "@/app/_ui/radio-cards";
import { Select } from "@/app/_ui/select";
import { toast } from "@/app/_ui/toast";
import type { FirewallPolicy } from "@/server/contracts/firewall";
import type { AllowProposal } from "@/server/contracts/firewall-allow";
import type { HitDetail } from "@/server/contracts/firewall-hits";
import { AllowPreviewView } from "./allow-preview";
import { type AllowOption, optionText } from "./allow-texts";

export interface AllowFormProps {
  detail: HitDetail;
  policy: FirewallPolicy;
  isMarking: boolean;
  /** The hit is a mistake, and nothing is to be let pass for it. */
  onMarkOnly: () => void;
  onDone: () => void;
}

const ENDS = [
  { value: "never", label: "For good" },
  { value: "7", label: "For a week" },
  { value: "30", label: "For 30 days" },
  { value: "90", label: "For 90 days" },
] as const;
type End = (typeof ENDS)[number]["value"];
const DAY_MS = 86_400_000;

/** What is to pass from now on, what else that would let through, and why. */
export function AllowForm({ detail, policy, isMarking, onMarkOnly, onDone }: AllowFormProps) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [first] = detail.options;
  const [option, setOption] = useState<AllowOption | undefined>(
    detail.suggestedPattern !== null ? "pattern" : first,
  );
  const [phrase, setPhrase] = useState(detail.suggestedPhrase ?? "");
  const [pattern, setPattern] = useState(detail.suggestedPattern ?? "");
  const [reason, setReason] = useState("");
  const [end, setEnd] = useState<End>("never");
  const { projectId, requestId, direction, category, detector } = detail;
  const key = { orgSlug: org.slug, projectId, requestId, direction, category, detector };
  const preview = useMutation(trpc.firewall.previewAllow.mutationOptions());
  const allow = useMutation(
    trpc.firewall.allow.mutationOptions({
      onSuccess: async () => {
        toast.success("It passes from now on", {
          description: "New requests follow it within five seconds.",
        });
        onDone();
        await queryClient.invalidateQueries(trpc.firewall.pathFilter());
      },
    }),
  );
  if (option === undefined) {
    return (
      <div className="space-y-3 rounded-lg border border-default p-4">
        <p className="text-sm text-muted">
          {detector.startsWith("remote_")
            ? NOTHING_FITS.remote
            : (NOTHING_FITS[category] ?? NOTHING_FITS.other)}
        </p>
        <Button isLoading={isMarking} onClick={onMarkOnly}>
          Only mark it as a mistake
        </Button>
      </div>
    );
  }
  const proposal = proposalOf(option, { phrase, pattern });
  const change = (work: () => void): void => {
    preview.reset();
    allow.reset();
    work();
  };
  return (
    <form
      noValidate
      className="space-y-4 rounded-lg border border-default p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (preview.data === undefined) preview.mutate({ ...key, proposal });
        else allow.mutate({ ...key, proposal, reason, expiresAt: endOf(end) });
      }}
    >
      {detail.textState !== "shown" && (
        <Callout tone="info">
          The text of this request is not stored. A rule can only name where it was found and by which
          detector, which lets more pass than a phrase would.
        </Callout>
      )}
      <RadioCards
        label="What is to pass"
        options={detail.options.map((value) => ({ value, ...optionText(value, detail) }))}
        value={option}
        onValueChange={(value) => change(() => setOption(value))}
      />
      {option === "phrase" && (
        <Field
          label="Phrase"
          description="Kept with the policy, also after the request is deleted. Upper and lower case are the same."
        >
          <Input value={phrase} onChange={({ target }) => change(() => setPhrase(target.value))} />
        </Field>
      )}
      {option === "pattern" && (
        <Field
          label="Pattern"
          description="Where something was replaced in the stored text, any such value may stand. No look-around."
        >
          <Input
            isMono
            spellCheck={false}
            value={pattern}
            onChange={({ target }) => change(() => setPattern(target.value))}
          />
        </Field>
      )}
      {preview.isError && (
        <Callout tone="error" isLive>
          {preview.error.message}
        </Callout>
      )}
      {preview.data !== undefined && <AllowPreviewView preview={preview.data} option={option} />}
      {preview.data !== undefined && preview.data.refusal === null && preview.data.excusesThis !== false && (
        <>
          <Field
            label="Why is it a mistake?"
            description="For the audit log and whoever finds this rule later."
          >
            <Input value={reason} maxLength={300} onChange={({ target }) => setReason(target.value)} />
          </Field>
          {option !== "sensitivity" && (
            <Select
              aria-label="How long"
              className="w-40"
              options={ENDS}
              value={end}
              onValueChange={setEnd}
            />
          )}
        </>
      )}
      {allow.isError && (
        <Callout tone="error" isLive>
          {allow.error.message}
        </Callout>
      )}
      <div className="flex flex-wrap gap-2">
        {preview.data === undefined ? (
          <Button type="submit" variant="primary" isLoading={preview.isPending}>
            See what it would let through
          </Button>
        ) : (
          preview.data.refusal === null &&
          preview.data.excusesThis !== false && (
            <Button
              type="submit"
              variant="primary"
              isLoading={allow.isPending}
              disabled={reason.trim().length < 3}
            >
              {option === "sensitivity" ? `Lower it from ${policy.sensitivity}` : "Let it pass"}
            </Button>
          )
        )}
        <Button isLoading={isMarking} onClick={onMarkOnly}>
          Only mark it as a mistake
        </Button>
      </div>
    </form>
  );
}

const NOTHING_FITS: Readonly<Record<string, string>> = {
  secrets: "Secrets in answers cannot be let pass one by one: a rule would have to hold the secret.",
  remote: "Your remote detector said so. What it lets pass is set there.",
  echo: "There is no rule for this: turn the category off in the policy if your system prompt may be repeated.",
  other: "There is no rule that could let this pass. Change the policy instead.",
};

function proposalOf(
  option: AllowOption,
  { phrase, pattern }: { phrase: string; pattern: string },
): AllowProposal {
  if (option === "phrase") return { kind: "phrase", phrase };
  if (option === "pattern") return { kind: "pattern", pattern };
  return { kind: option };
}

const endOf = (end: End): Date | null =>
  end === "never" ? null : new Date(Date.now() + Number(end) * DAY_MS);
