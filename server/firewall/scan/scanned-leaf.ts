import type { FirewallCategory, FirewallMode, FirewallSettings } from "@/server/contracts/firewall";
import type { AllowList } from "../allow/allow-list";
import type { Trust } from "../detector";

/** One text of a request, and what is known of it. */
export interface ScannedLeaf {
  /** The member's name or the index under which it stands. */
  name: string;
  isName: boolean;
  text: string;
  /** Names and indexes from the top of the request. */
  path: readonly string[];
  trust: Trust;
  /** Leaves of one message are read together, as the model reads them. */
  group: string;
  /** What a provider must get back as it gave it: nothing private is looked for in it. */
  isOpaque: boolean;
}

export interface ScanPolicy {
  modes: Readonly<Record<FirewallCategory, FirewallMode>>;
  settings: FirewallSettings;
  /** What passes although it is found; null where nothing does. */
  allow?: AllowList | null;
}

/** Something found in one leaf, in UTF-16 units of its text. */
export interface LeafHit<Leaf extends ScannedLeaf = ScannedLeaf> {
  leaf: Leaf;
  category: FirewallCategory;
  detector: string;
  score: number;
  start: number;
  end: number;
}
