import { Field } from "@/app/_ui/field";
import { Input, type InputProps } from "@/app/_ui/input";

interface CodeFieldProps extends Omit<InputProps, "className"> {
  error?: string | undefined;
  label?: string;
}

/** Six digits of an app, or a recovery code. */
export function CodeField({ error, label = "Code", ...input }: CodeFieldProps) {
  return (
    <Field label={label} error={error}>
      <Input
        {...input}
        isMono
        inputMode="text"
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={40}
        className="h-9"
      />
    </Field>
  );
}
