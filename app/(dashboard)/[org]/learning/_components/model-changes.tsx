import { Callout } from "@/app/_ui/callout";
import { Section } from "@/app/_ui/section";
import type { ModelChange } from "@/server/contracts/learning";
import { changeText } from "./learning-texts";

/** Models that became other ones without anybody saying so. */
export function ModelChanges({ changes }: { changes: readonly ModelChange[] }) {
  if (changes.length === 0) return null;
  return (
    <Section
      title="Models that changed"
      description="Scores are watched for models that become worse or better under the same name. What was learned of one before counts a tenth from then on."
    >
      <ul className="max-w-200 space-y-2">
        {changes.map((change) => (
          <li key={`${change.provider}/${change.model}`}>
            <Callout tone={change.direction === "worse" ? "warning" : "info"}>{changeText(change)}</Callout>
          </li>
        ))}
      </ul>
    </Section>
  );
}
