import { env } from "@/server/env";
import { createWebDoor } from "./doors/web";
import { gateway } from "./gateway";

let door: ((request: Request) => Promise<Response>) | undefined;

/** The Next door onto this process's gateway. */
export function answerWeb(request: Request): Promise<Response> {
  door ??= createWebDoor(gateway(), { trustedProxies: env().FLOOPY_TRUSTED_PROXIES });
  return door(request);
}
