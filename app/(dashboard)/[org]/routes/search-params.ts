import { parseAsBoolean } from "nuqs";

export const routesSearchParams = { create: parseAsBoolean.withDefault(false) };
