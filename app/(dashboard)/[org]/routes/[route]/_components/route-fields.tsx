"use client";

import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import type { Route } from "@/server/contracts/routes";
import { STRATEGY_OPTIONS } from "../../_components/strategies";
import { shownTarget, targetOf } from "./cost-target";
import { ObjectiveSlider } from "./objective-slider";

export interface RouteFieldsDraft {
  name: string;
  slug: string;
  strategy: Route["strategy"];
  /** 0 quality only … 1 the cheapest that will do. */
  costWeight: number;
  /** Dollars for 1,000 requests, as typed. */
  target: string;
}

export function fieldsOf({ name, slug, strategy, costWeight, costTargetMicroUsd }: Route): RouteFieldsDraft {
  return {
    name,
    slug,
    strategy,
    costWeight,
    target: shownTarget(costTargetMicroUsd),
  };
}

/** What is sent when a route is saved. A route that does not learn is not steered. */
export function changesOf({ name, slug, strategy, costWeight, target }: RouteFieldsDraft, route: Route) {
  return {
    ...{ name, slug, strategy },
    ...(costWeight === route.costWeight ? {} : { costWeight }),
    costTargetMicroUsd: strategy === "feedback_driven" ? targetOf(target) : null,
  };
}

interface RouteFieldsProps {
  draft: RouteFieldsDraft;
  failure: { fieldErrors: Readonly<Record<string, string | undefined>> } | null;
  isReadOnly: boolean;
  onChange: (draft: RouteFieldsDraft) => void;
}

export function RouteFields({ draft, failure, isReadOnly, onChange }: RouteFieldsProps) {
  const change = (over: Partial<RouteFieldsDraft>) => onChange({ ...draft, ...over });
  return (
    <Section title="Route">
      <div className="grid max-w-200 gap-4 sm:grid-cols-3">
        <Field label="Name" error={failure?.fieldErrors.name} isDisabled={isReadOnly}>
          <Input
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
            maxLength={80}
          />
        </Field>
        <Field label="Short name" error={failure?.fieldErrors.slug} isDisabled={isReadOnly}>
          <Input
            isMono
            value={draft.slug}
            onChange={(event) => change({ slug: event.target.value })}
            maxLength={48}
            spellCheck={false}
          />
        </Field>
        <Field label="Strategy" isDisabled={isReadOnly}>
          <Select
            options={STRATEGY_OPTIONS}
            value={draft.strategy}
            onValueChange={(strategy) => change({ strategy })}
            isDisabled={isReadOnly}
          />
        </Field>
        {draft.strategy === "feedback_driven" && (
          <LearningFields draft={draft} failure={failure} isReadOnly={isReadOnly} onChange={onChange} />
        )}
      </div>
    </Section>
  );
}

function LearningFields({ draft, failure, isReadOnly, onChange }: RouteFieldsProps) {
  const isSteered = draft.target.trim() !== "";
  return (
    <>
      <ObjectiveSlider
        costWeight={draft.costWeight}
        isSteered={isSteered}
        isDisabled={isReadOnly || isSteered}
        onChange={(costWeight) => onChange({ ...draft, costWeight })}
      />
      <Field
        label="Mean cost, $ for 1,000 requests"
        description="Empty: the objective decides. Else models are chosen so that requests cost this on average."
        error={failure?.fieldErrors.costTargetMicroUsd}
        isDisabled={isReadOnly}
      >
        <Input
          inputMode="decimal"
          placeholder="Not steered"
          value={draft.target}
          onChange={(event) => onChange({ ...draft, target: event.target.value })}
          maxLength={12}
        />
      </Field>
    </>
  );
}
