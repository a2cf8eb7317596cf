import "server-only";
import { currentUser } from "@/server/auth/current-user";
import { serverCaller } from "@/server/trpc/server-caller";

/**
 * Where the signed-in visitor's console is; null for a visitor who is not signed in. Whoever has left their last
 * organisation makes a new one.
 */
export async function consoleHref(): Promise<string | null> {
  if ((await currentUser()) === null) return null;
  const { organizations } = await (await serverCaller()).identity.me();
  const first = organizations[0];
  return first === undefined ? "/new" : `/${first.slug}`;
}
