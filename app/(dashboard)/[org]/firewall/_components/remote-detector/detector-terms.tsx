import { Checkbox } from "@/app/_ui/checkbox";
import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { Select, type SelectOption } from "@/app/_ui/select";
import type { RemoteDetectorSettings } from "@/server/contracts/remote-detector";
import type { DetectorPartProps } from "./detector-target";

const MODES: readonly SelectOption<RemoteDetectorSettings["mode"]>[] = [
  { value: "off", label: "Off", description: "Nobody is asked." },
  {
    value: "observe",
    label: "Observe",
    description: "Asked beside the call, which waits for nothing. What is found is noted.",
  },
  {
    value: "block",
    label: "Block",
    description: "Asked before the call. Nothing reaches a provider or the cache without a verdict.",
  },
];

const ON_ERROR: readonly SelectOption<RemoteDetectorSettings["onError"]>[] = [
  { value: "allow", label: "Let it pass", description: "It goes on, with a note in its record." },
  {
    value: "block",
    label: "Refuse it",
    description: "It is refused with 503 until there are verdicts again.",
  },
];

/** When somebody is asked, and what follows. */
export function DetectorTerms({ draft, errors, onChange, isReadOnly }: DetectorPartProps) {
  const number = (name: "timeoutMs" | "samplePercent" | "lengthMin", label: string, description: string) => (
    <Field label={label} description={description} error={errors[name]} isDisabled={isReadOnly}>
      <Input
        type="number"
        step="1"
        inputMode="numeric"
        value={draft[name]}
        onChange={(event) => onChange({ [name]: event.target.value })}
      />
    </Field>
  );
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Mode" description="A verdict says whether, not where: nothing can be replaced for it.">
          <Select
            options={MODES}
            value={draft.mode}
            onValueChange={(mode) => onChange({ mode })}
            isDisabled={isReadOnly}
          />
        </Field>
        <Field
          label="When no verdict comes"
          description="Matters in Block: too late, out of reach, or not to be understood."
          error={errors.onError}
        >
          <Select
            options={ON_ERROR}
            value={draft.onError === "" ? null : draft.onError}
            onValueChange={(onError) => onChange({ onError })}
            isDisabled={isReadOnly}
          />
        </Field>
      </div>
      <fieldset className="space-y-2" disabled={isReadOnly}>
        <legend className="mb-2 text-sm font-semibold text-emphasis">What is looked at</legend>
        <Checkbox
          isChecked={draft.checksInput}
          disabled={isReadOnly}
          onCheckedChange={(checksInput) => onChange({ checksInput })}
          label="Requests"
          description="What users, tools and documents say, as the provider would get it: with what your policy redacts replaced. Never your system prompt."
        />
        <Checkbox
          isChecked={draft.checksOutput}
          disabled={isReadOnly}
          onCheckedChange={(checksOutput) => onChange({ checksOutput })}
          label="Answers"
          description="Whole answers before your application gets them. A streamed answer is looked at when it has ended, and only noted."
        />
        {errors.checksInput !== undefined && <p className="text-xs text-error">{errors.checksInput}</p>}
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-3">
        {number("timeoutMs", "Time limit, ms", "50 to 5,000.")}
        {number("samplePercent", "Share, %", "Of the texts, chosen at random.")}
        {number("lengthMin", "From characters", "Shorter texts are left out.")}
      </div>
    </>
  );
}
