import type { FieldErrors, FieldValues } from "react-hook-form";
import { Callout } from "@/app/_ui/callout";

/** What the server says of the form as a whole, read out as it appears; see `showServerError`. */
export function FormServerError<Values extends FieldValues>({ errors }: { errors: FieldErrors<Values> }) {
  const message = errors.root?.server?.message;
  if (message === undefined) return null;
  return (
    <Callout tone="error" isLive>
      {message}
    </Callout>
  );
}
