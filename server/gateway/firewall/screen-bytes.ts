import {
  FIREWALL_FINDINGS_MAX,
  FIREWALL_TEXT_MAX,
  type FirewallFinding,
  type FirewallMode,
} from "@/server/contracts/firewall";
import {
  actionOf,
  findInLeaves,
  type GiveWay,
  type LeafHit,
  leafSteps,
  Placeholders,
  printablePath,
  type ScannedEndpoint,
  type ScanPolicy,
  systemTextOf,
  type TextLeaf,
} from "@/server/firewall";
import { inTurns } from "@/server/text/in-turns";
import { redactionOf } from "./redact-leaves";

/** What was found in the bytes of a request, and what they become. */
export interface ScreenedBytes {
  findings: readonly FirewallFinding[];
  /** Why the request must not go on, and where that stands. */
  stop: { category: FirewallFinding["category"]; path: string } | null;
  /** With everything replaced that is to be; null where nothing is. */
  bytes: Buffer | null;
  /** Texts that hold nothing private. */
  clean: ReadonlySet<string>;
  /** What the tenant says, where answers are looked through for it. */
  systemText: string;
  /** The placeholders of what was replaced. */
  replaced: Placeholders | null;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Looks through a request by the policy of its project. Bytes and data only: it runs in the gateway's own thread, in
 * turns with everything else, or in one of its own.
 */
export async function screenBytes(
  bytes: Buffer,
  endpoint: ScannedEndpoint,
  policy: ScanPolicy,
  giveWay: GiveWay,
): Promise<ScreenedBytes> {
  const leaves = await inTurns(leafSteps(bytes, endpoint), giveWay);
  const systemText = policy.settings.output.echo === "off" ? "" : systemTextOf(leaves);
  const nothing = { bytes: null, clean: NONE, systemText, replaced: null };
  const tooLarge = sizeFinding(leaves, policy);
  if (tooLarge !== null) return { ...nothing, findings: [tooLarge], stop: { category: "size", path: "" } };
  const hits = await findInLeaves(leaves, policy, giveWay);
  const findings = keptFindings(hits, policy);
  // What blocks stands first.
  const [first] = findings;
  if (first?.action === "blocked") return { ...nothing, findings, stop: first };
  const clean = cleanTexts(leaves, hits, policy);
  const cut = hits.filter(({ category, leaf }) => policy.modes[category] === "redact" && !leaf.isOpaque);
  if (cut.length === 0) return { ...nothing, findings, stop: null, clean };
  const replaced = new Placeholders();
  const redacted = await redactAll({ bytes, endpoint, cut, policy, placeholders: replaced }, giveWay);
  return { findings, stop: null, bytes: redacted, clean, systemText, replaced };
}

/** Shorter ones are as quickly looked through again as found. */
const CLEAN_LENGTH_MIN = 64;
/** Longer ones are looked through in pieces; the record redacts them as a whole. */
const CLEAN_LENGTH_MAX = 16_000;

/** A record keeps fewer characters than that. */
const CLEAN_TOTAL_MAX = 524_288;

function cleanTexts(
  leaves: readonly TextLeaf[],
  hits: readonly LeafHit<TextLeaf>[],
  { modes }: ScanPolicy,
): ReadonlySet<string> {
  if (modes.pii === "off" || modes.secrets === "off") return NONE;
  const clean = new Set<string>();
  let left = CLEAN_TOTAL_MAX;
  for (const { text, isOpaque, encoded } of leaves) {
    if (left <= 0) break;
    left -= text.length;
    if (!isOpaque && encoded === null && text.length >= CLEAN_LENGTH_MIN && text.length <= CLEAN_LENGTH_MAX)
      clean.add(text);
  }
  for (const { leaf, category } of hits)
    if (category === "pii" || category === "secrets") clean.delete(leaf.text);
  return clean;
}

const ROUNDS_MAX = 6;

interface Redaction {
  bytes: Buffer;
  endpoint: ScannedEndpoint;
  cut: readonly LeafHit<TextLeaf>[];
  policy: ScanPolicy;
  placeholders: Placeholders;
}

/** A replacement can free its neighbour from what kept it unrecognised, so what was cut is looked at again. */
async function redactAll(
  { bytes: original, endpoint, cut, policy, placeholders }: Redaction,
  giveWay: GiveWay,
): Promise<Buffer> {
  let bytes = await inTurns(redactionOf(original, cut, placeholders), giveWay);
  const changed = new Set(cut.map(({ leaf }) => leafName(leaf)));
  for (let round = 1; round < ROUNDS_MAX; round++) {
    const leaves = await inTurns(leafSteps(bytes, endpoint), giveWay);
    const cutBefore = leaves.filter((leaf) => changed.has(leafName(leaf)));
    const again = await findInLeaves(cutBefore, onlyRedacted(policy), giveWay);
    if (again.length === 0) break;
    bytes = await inTurns(redactionOf(bytes, again, placeholders), giveWay);
  }
  return bytes;
}

const leafName = ({ path, isName }: TextLeaf): string => `${isName ? "name " : ""}${path.join(".")}`;

function onlyRedacted(policy: ScanPolicy): ScanPolicy {
  const kept = (mode: FirewallMode): FirewallMode => (mode === "redact" ? mode : "off");
  const { pii, secrets, rules } = policy.modes;
  return {
    ...policy,
    modes: { injection: "off", pii: kept(pii), secrets: kept(secrets), rules: kept(rules) },
  };
}

function toFinding(hit: LeafHit<TextLeaf>, policy: ScanPolicy): FirewallFinding {
  const { leaf, category, detector, score, start, end } = hit;
  return {
    category,
    detector,
    score: Math.round(score * 1_000) / 1_000,
    path: printablePath(leaf.path),
    ...(leaf.encoded === null ? { start, end } : { start: 0, end: leaf.end - leaf.start - 2 }),
    action: actionOf(hit, policy),
  };
}

const ACTIONS: readonly FirewallFinding["action"][] = ["blocked", "redacted", "observed"];

/** What was acted on first, as only so many are kept; a hostile text has tens of thousands. */
function keptFindings(hits: readonly LeafHit<TextLeaf>[], policy: ScanPolicy): FirewallFinding[] {
  return ACTIONS.flatMap((action) => hits.filter((hit) => actionOf(hit, policy) === action))
    .slice(0, FIREWALL_FINDINGS_MAX)
    .map((hit) => toFinding(hit, policy));
}

function sizeFinding(leaves: readonly TextLeaf[], { modes, settings }: ScanPolicy): FirewallFinding | null {
  if (settings.allowsLargeInputs || !Object.values(modes).includes("block")) return null;
  const length = leaves.reduce((sum, { text }) => sum + text.length, 0);
  if (length <= FIREWALL_TEXT_MAX) return null;
  const place = { path: "", start: 0, end: length };
  return { category: "size", detector: "size", score: 1, ...place, action: "blocked" };
}
