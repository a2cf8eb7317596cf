"use client";

import { ArrowDown, ArrowUp, GripVertical, Pin, PinOff, X } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/app/_ui/badge";
import { IconButton } from "@/app/_ui/button";
import { cn } from "@/app/_ui/cn";
import { Input } from "@/app/_ui/input";
import { Switch } from "@/app/_ui/switch";
import type { RoutableModelsOutput, Route } from "@/server/contracts/routes";
import { type DraftCandidate, moved, nameOf, priceText } from "./draft";
import { usePin } from "./use-pin";

export interface CandidateListProps {
  route: Route;
  candidates: readonly DraftCandidate[];
  models: RoutableModelsOutput["items"];
  hasWeights: boolean;
  isReadOnly: boolean;
  onChange: (candidates: DraftCandidate[]) => void;
}

export function CandidateList(props: CandidateListProps) {
  const { candidates, onChange } = props;
  const [dragged, setDragged] = useState<number | null>(null);
  return (
    <ol className="divide-y divide-subtle">
      {candidates.map((candidate, index) => (
        <li
          key={nameOf(candidate)}
          draggable={!props.isReadOnly}
          onDragStart={() => setDragged(index)}
          onDragEnd={() => setDragged(null)}
          onDragOver={(event) => {
            event.preventDefault();
            if (dragged === null || dragged === index) return;
            onChange(moved(candidates, dragged, index));
            setDragged(index);
          }}
          className={cn(
            "flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2",
            dragged === index && "bg-subtle",
          )}
        >
          <CandidateRow {...props} candidate={candidate} index={index} />
        </li>
      ))}
    </ol>
  );
}

function CandidateRow({
  route,
  candidates,
  candidate,
  index,
  models,
  hasWeights,
  isReadOnly,
  onChange,
}: CandidateListProps & { candidate: DraftCandidate; index: number }) {
  const name = nameOf(candidate);
  const model = models.find((each) => nameOf(each) === name);
  const change = (over: Partial<DraftCandidate>) =>
    onChange(candidates.map((each, at) => (at === index ? { ...each, ...over } : each)));
  const move = (to: number) => onChange(moved(candidates, index, to));
  return (
    <>
      {!isReadOnly && (
        <GripVertical aria-hidden className="size-4 shrink-0 cursor-grab text-subtle max-sm:hidden" />
      )}
      <div className="min-w-48 grow">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-mono text-xs break-all text-emphasis">{name}</span>
          <PinBadge route={route} name={name} />
          <StageBadge route={route} name={name} />
          {model === undefined && <Badge tone="warning">Provider not connected</Badge>}
        </p>
        <p className="mt-0.5 text-xs text-subtle">{priceText(model)}</p>
      </div>
      {hasWeights && (
        <span className="flex items-center gap-2 text-xs text-subtle">
          <span aria-hidden>Weight</span>
          <Input
            aria-label={`Weight of ${name}`}
            type="number"
            min={0}
            max={1000}
            step="any"
            className="w-20"
            disabled={isReadOnly}
            value={candidate.weight}
            onChange={(event) => change({ weight: Math.max(0, Number(event.target.value) || 0) })}
          />
        </span>
      )}
      <Switch
        isOn={candidate.isEnabled}
        onChange={(isEnabled) => change({ isEnabled })}
        label={`${name} is enabled`}
        isLabelHidden
        isDisabled={isReadOnly}
      />
      {!isReadOnly && (
        <span className="flex items-center">
          <PinButton route={route} name={name} />
          <IconButton
            label={`Move ${name} up`}
            size="icon-sm"
            disabled={index === 0}
            onClick={() => move(index - 1)}
          >
            <ArrowUp aria-hidden />
          </IconButton>
          <IconButton
            label={`Move ${name} down`}
            size="icon-sm"
            disabled={index === candidates.length - 1}
            onClick={() => move(index + 1)}
          >
            <ArrowDown aria-hidden />
          </IconButton>
          <IconButton
            label={`Remove ${name}`}
            size="icon-sm"
            disabled={candidates.length === 1}
            onClick={() => onChange(candidates.filter((_, at) => at !== index))}
          >
            <X aria-hidden />
          </IconButton>
        </span>
      )}
    </>
  );
}

function isPinned(route: Route, name: string): boolean {
  return route.candidates.some((each) => each.id === route.pinnedCandidateId && nameOf(each) === name);
}

function PinBadge({ route, name }: { route: Route; name: string }) {
  if (!isPinned(route, name)) return null;
  return (
    <Badge tone="info" icon={<Pin aria-hidden />}>
      Pinned
    </Badge>
  );
}

function StageBadge({ route, name }: { route: Route; name: string }) {
  const stage = stageIn(route, name);
  return stage === "live" ? null : <Badge tone="accent">{stage === "shadow" ? "Shadow" : "Canary"}</Badge>;
}

function stageIn(route: Route, name: string): Route["candidates"][number]["stage"] {
  return route.candidates.find((each) => nameOf(each) === name)?.stage ?? "live";
}

/** Takes effect at once, unlike the rest of the page: it is the way back when something goes wrong. */
function PinButton({ route, name }: { route: Route; name: string }) {
  const pin = usePin(route);
  // A model that has not been saved cannot be pinned yet.
  if (!route.candidates.some((each) => nameOf(each) === name)) return null;
  if (stageIn(route, name) !== "live") return null;
  return isPinned(route, name) ? (
    <IconButton label={`Unpin ${name}`} size="icon-sm" disabled={pin.isPending} onClick={pin.unpin}>
      <PinOff aria-hidden />
    </IconButton>
  ) : (
    <IconButton label={`Pin ${name}`} size="icon-sm" disabled={pin.isPending} onClick={() => pin.pin(name)}>
      <Pin aria-hidden />
    </IconButton>
  );
}
