import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { FirewallSettings } from "@/server/contracts/firewall";
import type { ActiveAllowRule } from "@/server/contracts/firewall-allow";
import { AllowList, type ScanPolicy } from "@/server/firewall";

/** A project's policy as threads share it: a thread that knows the version does not look inside. */
export interface PolicyParcel {
  version: string;
  json: SharedArrayBuffer;
}

type Policy = Pick<ScanPolicy, "settings" | "allow">;
interface Packed {
  settings: FirewallSettings;
  allow: readonly ActiveAllowRule[];
}

const parcels = new WeakMap<FirewallSettings, { allow: AllowList | null; parcel: PolicyParcel }>();

/** Made once for each state of the policy; the version is that of what it says, so that it can never be out of date. */
export function packPolicy({ settings, allow = null }: Policy): PolicyParcel {
  const known = parcels.get(settings);
  if (known !== undefined && known.allow === allow) return known.parcel;
  const packed: Packed = { settings, allow: allow?.active ?? [] };
  const bytes = Buffer.from(JSON.stringify(packed));
  const json = new SharedArrayBuffer(bytes.length);
  Buffer.from(json).set(bytes);
  const parcel = { version: createHash("sha256").update(bytes).digest("base64url"), json };
  parcels.set(settings, { allow, parcel });
  return parcel;
}

/** Of so many policies the detectors stay made. */
const POLICIES_MAX = 64;
const unpacked = new LRUCache<string, Required<Policy>>({ max: POLICIES_MAX });

export function unpackPolicy({ version, json }: PolicyParcel): Required<Policy> {
  const known = unpacked.get(version);
  if (known !== undefined) return known;
  const { settings, allow }: Packed = JSON.parse(Buffer.from(json).toString());
  const policy = { settings, allow: allow.length === 0 ? null : new AllowList(allow) };
  unpacked.set(version, policy);
  return policy;
}
