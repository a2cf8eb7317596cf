import type { FieldErrors, FieldValues } from "react-hook-form";
import { Button } from "@/app/_ui/button";
import { FormServerError } from "./form-server-error";

interface FormEndProps<Values extends FieldValues> {
  errors: FieldErrors<Values>;
  /** The reader's role may look but not save. */
  isReadOnly: boolean;
  isSaving: boolean;
}

/** The end of a form of settings: what the server refused, and the button, or who may press it. */
export function FormEnd<Values extends FieldValues>({ errors, isReadOnly, isSaving }: FormEndProps<Values>) {
  return (
    <>
      <FormServerError errors={errors} />
      {isReadOnly ? (
        <ReadOnlyNote />
      ) : (
        <Button type="submit" variant="primary" isLoading={isSaving}>
          Save
        </Button>
      )}
    </>
  );
}

/** To those whose role may look at settings but not change them. */
export function ReadOnlyNote() {
  return <p className="text-xs text-subtle">Owners and admins can change this.</p>;
}
