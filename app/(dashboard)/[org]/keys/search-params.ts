import { parseAsBoolean } from "nuqs";

/** `?create=true` opens the dialog, so that it can be linked to. */
export const keysSearchParams = { create: parseAsBoolean.withDefault(false) };
