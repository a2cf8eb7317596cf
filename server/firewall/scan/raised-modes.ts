import type { FirewallCategory, FirewallFloor, FirewallMode } from "@/server/contracts/firewall";

type Modes = Readonly<Record<FirewallCategory, FirewallMode>>;

/**
 * What a project does, made stricter by what a key or a header asks for. `block` is about attacks and forbidden words;
 * personal data and secrets are then at least looked for.
 */
export function raisedModes(modes: Modes, floor: FirewallFloor | null, hasRules: boolean): Modes {
  if (floor === null) return modes;
  const stopped: FirewallMode = floor === "block" ? "block" : "observe";
  return {
    injection: stricter(modes.injection, stopped),
    pii: stricter(modes.pii, "observe"),
    secrets: stricter(modes.secrets, "observe"),
    rules: hasRules ? stricter(modes.rules, stopped) : "off",
  };
}

const ORDER: readonly FirewallMode[] = ["off", "observe", "redact", "block"];

const stricter = (mode: FirewallMode, least: FirewallMode): FirewallMode =>
  ORDER.indexOf(mode) >= ORDER.indexOf(least) ? mode : least;
