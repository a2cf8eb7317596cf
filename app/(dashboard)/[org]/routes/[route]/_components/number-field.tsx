import { Field } from "@/app/_ui/field";
import { Input } from "@/app/_ui/input";
import { numberIn } from "./number-in";

interface NumberFieldProps {
  label: string;
  description: string;
  value: number | null;
  isDisabled: boolean;
  /** Of what may be typed; whole numbers where it is left out. */
  step?: number;
  /** What holds where the field is empty. */
  placeholder?: string;
  onChange: (value: number | null) => void;
}

/** A number that may be left open. */
export function NumberField({
  label,
  description,
  value,
  isDisabled,
  step = 1,
  placeholder = "Gateway default",
  onChange,
}: NumberFieldProps) {
  return (
    <Field label={label} description={description} isDisabled={isDisabled}>
      <Input
        type="number"
        min={0}
        step={step}
        placeholder={placeholder}
        value={value ?? ""}
        onChange={(event) => onChange(numberIn(event.target.value, step))}
      />
    </Field>
  );
}
