import { createHash } from "node:crypto";

/** A Lua script, sent once to a server and called by its digest from then on. */
export interface RedisScript {
  readonly source: string;
  readonly sha1: string;
}

export function redisScript(source: string): RedisScript {
  return { source, sha1: createHash("sha1").update(source).digest("hex") };
}
