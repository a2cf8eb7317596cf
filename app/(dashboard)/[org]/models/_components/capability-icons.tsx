import { AudioLines, Braces, Brain, DatabaseZap, Eye, type LucideIcon, Waves, Wrench } from "lucide-react";
import { UNKNOWN } from "@/app/_lib/format";
import { CAPABILITIES, type Capability } from "@/server/contracts/models";

export const CAPABILITY_LABELS: Readonly<Record<Capability, string>> = {
  tools: "Tools",
  vision: "Vision",
  structuredOutput: "Structured output",
  reasoning: "Reasoning",
  caching: "Prompt caching",
  audio: "Audio",
  streaming: "Streaming",
};

const ICONS: Readonly<Record<Capability, LucideIcon>> = {
  tools: Wrench,
  vision: Eye,
  structuredOutput: Braces,
  reasoning: Brain,
  caching: DatabaseZap,
  audio: AudioLines,
  streaming: Waves,
};

/** Each at its own place, so that columns of rows can be compared at a glance. */
export function CapabilityIcons({ names }: { names: readonly Capability[] | null }) {
  if (names === null) return <span title="Not known for this model">{UNKNOWN}</span>;
  const spoken = names.map((name) => CAPABILITY_LABELS[name]).join(", ");
  return (
    <span className="inline-flex items-center gap-1 align-middle" title={spoken === "" ? "None" : spoken}>
      <span className="sr-only">{spoken === "" ? "None" : spoken}</span>
      {CAPABILITIES.map((name) => {
        const Icon = ICONS[name];
        return (
          <Icon
            key={name}
            aria-hidden
            className={names.includes(name) ? "size-3.5 text-muted" : "size-3.5 opacity-0"}
          />
        );
      })}
    </span>
  );
}
