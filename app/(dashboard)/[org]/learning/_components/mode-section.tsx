"use client";

import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { Badge } from "@/app/_ui/badge";
import { Button, ButtonLink } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { Section } from "@/app/_ui/section";
import { type ContributionView, LEARN_ALONE } from "@/server/contracts/learning";
import { FEATURE_WORDS, planWith } from "@/server/contracts/plans";
import { STATUS_TEXTS } from "./learning-texts";
import { useLearningMode } from "./use-learning-mode";

/** Together or alone, what that means, and the way from one to the other. */
export function ModeSection({ ledger }: { ledger: ContributionView }) {
  const { org, may } = useConsole();
  const [isAsking, setIsAsking] = useState(false);
  const change = useLearningMode(() => setIsAsking(false));
  const isShared = ledger.mode === "shared";
  const text = STATUS_TEXTS[ledger.status];
  return (
    <Section
      title={isShared ? "Learning together" : "Learning alone"}
      description={text.description}
      actions={
        may("learning:manage") &&
        (!isShared ? (
          <Button size="sm" onClick={() => setIsAsking(true)}>
            Learn together again…
          </Button>
        ) : ledger.may_opt_out ? (
          <Button size="sm" onClick={() => setIsAsking(true)}>
            Learn alone…
          </Button>
        ) : (
          <ButtonLink
            size="sm"
            href={`/${org.slug}/settings?tab=billing`}
            title={FEATURE_WORDS.learning_opt_out.does}
          >
            {FEATURE_WORDS.learning_opt_out.name}: part of {planWith("learning_opt_out").name}
          </ButtonLink>
        ))
      }
    >
      <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
        <Badge tone={text.tone}>{text.label}</Badge>
        {ledger.contributes_from !== null && (
          <span>
            Others learn from your scores from{" "}
            <time dateTime={ledger.contributes_from}>
              {new Date(ledger.contributes_from).toLocaleDateString("en-US", { dateStyle: "medium" })}
            </time>
            .
          </span>
        )}
        <span>
          What crosses organisations is numbers by kind of task and model: never text, ids or a single
          organisation’s values.
        </span>
      </p>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={isShared ? "Learn alone?" : "Learn together again?"}
        description={
          isShared
            ? `${org.name}’s scores are taken out of the shared model at once, and its routes know only the public benchmarks and your own users. You get a receipt with the shared model’s hash before and after. What others have routed by it until now is not undone.`
            : `${org.name}’s scores count in the shared model again, and its routes know what others’ users like.`
        }
        confirmLabel={isShared ? "Learn alone" : "Learn together"}
        typedText={isShared ? LEARN_ALONE : undefined}
        isPending={change.isPending}
        error={change.error}
        onConfirm={() => change.set(isShared ? "isolated" : "shared")}
      />
    </Section>
  );
}
