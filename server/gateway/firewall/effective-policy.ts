import type {
  FirewallCategory,
  FirewallFloor,
  FirewallMode,
  FirewallSettings,
} from "@/server/contracts/firewall";
import type { PlanId } from "@/server/contracts/plans";
import { AppError } from "@/server/core/errors";
import { type AllowList, hasOwnRules, projectModes, raisedModes, type ScanPolicy } from "@/server/firewall";
import type { HeaderMap } from "../types";

/** What holds for one request: the project's policy, made stricter by its key and headers. */
export interface EffectivePolicy extends ScanPolicy {
  /** What happens when the firewall itself fails: refuse the request or let it pass. */
  failsClosed: boolean;
}

export interface PolicyInput {
  settings: FirewallSettings;
  allow?: AllowList | null;
  planId: PlanId;
  keyFloor: FirewallFloor | null;
  headers: HeaderMap;
}

type Modes = Readonly<Record<FirewallCategory, FirewallMode>>;

/**
 * A key may only add to what the project does. A header may add as well, and may switch off looking on where nothing
 * is changed or stopped and the key does not insist.
 */
export function effectivePolicy({
  settings,
  allow = null,
  planId,
  keyFloor,
  headers,
}: PolicyInput): EffectivePolicy {
  const own = projectModes(settings, planId);
  const hasRules = hasOwnRules(settings, planId);
  const fixed = raisedModes(own, keyFloor, hasRules);
  const wish = readWish(headers);
  const modes =
    wish === "off"
      ? keyFloor === null
        ? withoutObserving(fixed)
        : fixed
      : raisedModes(fixed, wish, hasRules);
  return { modes, settings, allow, failsClosed: failsClosed(fixed, modes, headers) };
}

function withoutObserving(modes: Modes): Modes {
  const off = (mode: FirewallMode): FirewallMode => (mode === "observe" ? "off" : mode);
  return {
    injection: off(modes.injection),
    pii: off(modes.pii),
    secrets: off(modes.secrets),
    rules: off(modes.rules),
  };
}

/** Where something must be changed or stopped a failure refuses the request, whatever the caller would like. */
function failsClosed(fixed: Modes, modes: Modes, headers: HeaderMap): boolean {
  const wish = headers["floopy-fail-mode"];
  if (wish !== undefined && wish !== "open" && wish !== "closed")
    throw unknownValue("floopy-fail-mode", "open or closed");
  if (wish === "closed" || acts(fixed)) return true;
  return wish === "open" ? false : acts(modes);
}

const acts = (modes: Modes): boolean =>
  Object.values(modes).some((mode) => mode === "redact" || mode === "block");

function readWish(headers: HeaderMap): FirewallFloor | "off" | null {
  const asked = headers["floopy-firewall"];
  if (asked === "off" || asked === "observe" || asked === "block") return asked;
  if (asked !== undefined) throw unknownValue("floopy-firewall", "off, observe or block");
  const enabled = (headers["floopy-llm-security-enabled"] ?? headers["helicone-llm-security-enabled"])
    ?.trim()
    .toLowerCase();
  if (enabled === undefined || enabled === "") return null;
  if (enabled === "true") return "block";
  if (enabled === "false") return "off";
  throw unknownValue("floopy-llm-security-enabled", "true or false");
}

const unknownValue = (header: string, values: string): AppError =>
  new AppError("invalid_request", `${header} must be ${values}.`, { param: header });
