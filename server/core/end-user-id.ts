import { hmacHex } from "./secrets";

/** The form in which projects store end users when they are asked to hash them. `hashKey` is that of `end-user-hash`. */
export function hashedEndUserId(orgId: string, id: string, hashKey: Buffer): string {
  return `h_${hmacHex(hashKey, `${orgId}|${id}`).slice(0, 40)}`;
}
