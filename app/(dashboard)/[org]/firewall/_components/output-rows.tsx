import { Field } from "@/app/_ui/field";
import { LinesInput } from "@/app/_ui/lines-input";
import { Card } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import { Switch } from "@/app/_ui/switch";
import { FIREWALL_MODES, type FirewallOutput, OUTPUT_CATEGORIES } from "@/server/contracts/firewall";
import { OUTPUT_TEXTS, outputModeOptions } from "./firewall-texts";
import { ModeRow } from "./mode-row";

export interface OutputRowsProps {
  output: FirewallOutput;
  onChange: (part: Partial<FirewallOutput>) => void;
  hasRules: boolean;
  isReadOnly: boolean;
}

const OPTIONS = outputModeOptions(FIREWALL_MODES);

/** What happens to what models answer. */
export function OutputRows({ output, onChange, hasRules, isReadOnly }: OutputRowsProps) {
  return (
    <div className="space-y-4">
      <div>
        <h3 className="text-sm font-semibold text-emphasis">Answers</h3>
        <p className="text-xs text-muted">
          What happens to what models say. To replace or stop words in a stream, the last 128 characters or so
          are held back until it is clear what they belong to.
        </p>
      </div>
      <Card className="divide-y divide-subtle">
        {OUTPUT_CATEGORIES.map((category) => (
          <ModeRow key={category} {...OUTPUT_TEXTS[category]}>
            <Select
              aria-label={`${OUTPUT_TEXTS[category].label} in answers`}
              options={OPTIONS}
              value={output[category]}
              onValueChange={(mode) => onChange({ [category]: mode })}
              isDisabled={isReadOnly || (category === "rules" && !hasRules)}
            />
          </ModeRow>
        ))}
      </Card>
      {output.links !== "off" && (
        <Field
          label="Hosts that links may carry data to"
          description="One in each line; its subdomains count, too."
        >
          <LinesInput
            rows={2}
            placeholder="example.com"
            value={output.linkHosts}
            onValueChange={(linkHosts) => onChange({ linkHosts })}
            disabled={isReadOnly}
          />
        </Field>
      )}
      <Switch
        label="Mark the system prompt for the provider"
        description="Adds a random word to its end in what the provider gets. An answer with that word has given your prompt away, in whatever wording. Works where your system prompt is looked for in answers."
        isOn={output.canary}
        onChange={(canary) => onChange({ canary })}
        isDisabled={isReadOnly || output.echo === "off"}
      />
      <Switch
        label="Put back in answers what was replaced in requests"
        description="The provider sees [EMAIL_1], your application sees the address again. The record keeps the placeholder, and such answers are not cached."
        isOn={output.restoresPlaceholders}
        onChange={(restoresPlaceholders) => onChange({ restoresPlaceholders })}
        isDisabled={isReadOnly}
      />
    </div>
  );
}
