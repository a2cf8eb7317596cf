import { env } from "@/server/env";

/** Where links lead in a mail that no request asked for. */
export function consoleOrigin(): string {
  const { FLOOPY_PUBLIC_URL, PORT } = env();
  return FLOOPY_PUBLIC_URL === undefined ? `http://localhost:${PORT}` : new URL(FLOOPY_PUBLIC_URL).origin;
}
