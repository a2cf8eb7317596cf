import { Section } from "@/app/_ui/section";
import type { RouteSettings } from "@/server/contracts/route-settings";
import { NumberField } from "./number-field";

interface BoundsFieldsProps {
  settings: RouteSettings;
  isReadOnly: boolean;
  onChange: (settings: RouteSettings) => void;
}

/** What a route that learns asks of every model that it chooses. */
export function BoundsFields({ settings, isReadOnly, onChange }: BoundsFieldsProps) {
  return (
    <Section
      title="Bounds"
      description="What every model that the route chooses must keep to. Where none does, the nearest answers."
    >
      <div className="grid max-w-200 gap-4 sm:grid-cols-2">
        <NumberField
          label="Least expected score"
          description="0 to 10. Models from which users are expected to score less are left out."
          placeholder="None"
          step={0.1}
          value={settings.qualityMin}
          isDisabled={isReadOnly}
          onChange={(qualityMin) => onChange({ ...settings, qualityMin })}
        />
        <NumberField
          label="Longest usual latency, ms"
          description="Models that lately took longer to answer, or to begin a stream, are left out."
          placeholder="Any"
          value={settings.latencyMaxMs}
          isDisabled={isReadOnly}
          onChange={(latencyMaxMs) => onChange({ ...settings, latencyMaxMs })}
        />
      </div>
    </Section>
  );
}
