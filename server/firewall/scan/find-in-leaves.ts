import type { FirewallSettings } from "@/server/contracts/firewall";
import { type GiveWay, inTurns, type Steps } from "@/server/text/in-turns";
import { type Detection, type Detector, ScanView } from "../detector";
import { findPii } from "../find-pii";
import { findSecrets } from "../find-secrets";
import type { Finding } from "../finding";
import { injectionDetector } from "../injection/detect-injection";
import { mergeFindings, outsideOf } from "../merge-findings";
import { buildTenantDetector } from "../rules/tenant-detector";
import { excused, isPlaceAllowed, unexcused } from "./excused-hits";
import { piecesOf } from "./pieces";
import type { LeafHit, ScannedLeaf, ScanPolicy } from "./scanned-leaf";

/** No address, number or key is shorter. */
const PRIVATE_LENGTH_MIN = 6;
/** Nobody is talked into anything with fewer characters. */
const INJECTION_LENGTH_MIN = 12;

/** One word in lower case, as most names are: nothing private is without a digit, a sign or a capital. */
const isPlainWord = (text: string): boolean => text.length <= 24 && /^[a-z_]+$/.test(text);

/** Everything that the policy wants found. Gives other requests their turn between stretches of a long text. */
export async function findInLeaves<Leaf extends ScannedLeaf>(
  leaves: readonly Leaf[],
  policy: ScanPolicy,
  giveWay: GiveWay,
): Promise<LeafHit<Leaf>[]> {
  const { modes, settings } = policy;
  const hits: LeafHit<Leaf>[] = [];
  const rules = modes.rules === "off" ? null : tenantDetector(settings);
  for (const leaf of leaves) {
    if (modes.secrets !== "off" || modes.pii !== "off") await findPrivateIn(leaf, policy, giveWay, hits);
    if (rules !== null && leaf.trust !== "tenant") await detect(rules, leaf, { policy, giveWay, hits });
    const turn = giveWay();
    if (turn !== null) await turn;
  }
  if (modes.injection !== "off") await findInjections(leaves, policy, giveWay, hits);
  return hits;
}

async function findPrivateIn<Leaf extends ScannedLeaf>(
  leaf: Leaf,
  policy: ScanPolicy,
  giveWay: GiveWay,
  hits: LeafHit<Leaf>[],
): Promise<void> {
  const { modes } = policy;
  if (leaf.isOpaque || leaf.text.length < PRIVATE_LENGTH_MIN || isPlainWord(leaf.text)) return;
  let last: LeafHit<Leaf> | null = null;
  for (const { text, offset } of piecesOf(leaf.text)) {
    // What touches a secret is taken for a part of it.
    const secrets = unexcused(mergeFindings(findSecrets(text)), { text, leaf, policy }, secretOf);
    const between = giveWay();
    if (between !== null) await between;
    const pii =
      modes.pii === "off"
        ? []
        : unexcused(outsideOf(findPii(text), secrets), { text, leaf, policy }, personalOf);
    const found = [
      ...(modes.secrets === "off" ? [] : secrets.map((span) => ({ ...span, category: "secrets" as const }))),
      ...pii.map((span) => ({ ...span, category: "pii" as const })),
    ];
    for (const { kind, category, start, end } of mergeFindings(found)) {
      // The next piece begins before this one ends, and finds what they have in common again.
      if (last !== null && start + offset < last.end) last.end = Math.max(last.end, end + offset);
      else {
        last = {
          leaf,
          category,
          detector: kind.toLowerCase(),
          score: 1,
          start: start + offset,
          end: end + offset,
        };
        hits.push(last);
      }
    }
    const turn = giveWay();
    if (turn !== null) await turn;
  }
}

const secretOf = ({ kind }: Finding) => ({ category: "secrets", detector: kind.toLowerCase() }) as const;
const personalOf = ({ kind }: Finding) => ({ category: "pii", detector: kind.toLowerCase() }) as const;
const ruleOf = ({ ruleId }: Detection) => ({ category: "rules", detector: ruleId }) as const;

async function detect<Leaf extends ScannedLeaf>(
  detector: Detector,
  leaf: Leaf,
  { policy, giveWay, hits }: { policy: ScanPolicy; giveWay: GiveWay; hits: LeafHit<Leaf>[] },
): Promise<void> {
  const found: Omit<LeafHit<Leaf>, "leaf">[] = [];
  for (const { text, offset } of piecesOf(leaf.text)) {
    const seen = detector.scan(new ScanView(text, leaf.trust));
    for (const { ruleId, score, start, end } of unexcused(seen, { text, leaf, policy }, ruleOf))
      found.push({
        category: "rules",
        detector: ruleId,
        score,
        start: start + offset,
        end: end + offset,
      });
    const turn = giveWay();
    if (turn !== null) await turn;
  }
  for (const hit of mergeFindings(found)) hits.push({ ...hit, leaf });
}

/** The texts of one message are judged together: an attack may be spread over its parts. */
async function findInjections<Leaf extends ScannedLeaf>(
  leaves: readonly Leaf[],
  policy: ScanPolicy,
  giveWay: GiveWay,
  hits: LeafHit<Leaf>[],
): Promise<void> {
  const detector = injectionDetector(policy.settings.sensitivity);
  for (const group of await inTurns(groupSteps(leaves), giveWay)) {
    const [first] = group;
    const turn = giveWay();
    if (turn !== null) await turn;
    const whole = group.map(({ text }) => text).join("\n");
    if (first === undefined || whole.length < INJECTION_LENGTH_MIN) continue;
    let worst: LeafHit<Leaf> | null = null;
    for (const { text, offset } of piecesOf(whole)) {
      const view = new ScanView(text, first.trust);
      // Half of the work, and done here for the turn that it leaves before the other half.
      view.prepare();
      const between = giveWay();
      if (between !== null) await between;
      for (const seen of detector.scan(view)) {
        const found = excused(detector, seen, { text, leaf: first, policy });
        if (found === null || (worst !== null && worst.score >= found.score)) continue;
        const place = placeIn(group, found.start + offset, found.end + offset);
        const hit = { ...place, category: "injection" as const, detector: found.ruleId, score: found.score };
        if (!isPlaceAllowed(hit, policy)) worst = hit;
      }
      const turn = giveWay();
      if (turn !== null) await turn;
    }
    if (worst !== null) hits.push(worst);
  }
}

const STEP_LEAVES = 2_000;

function* groupSteps<Leaf extends ScannedLeaf>(leaves: readonly Leaf[]): Steps<Leaf[][]> {
  const groups = new Map<string, Leaf[]>();
  let seen = 0;
  for (const leaf of leaves) {
    if (++seen % STEP_LEAVES === 0) yield;
    if (leaf.trust === "tenant" || isPlainName(leaf)) continue;
    const name = `${leaf.group} ${leaf.trust}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [leaf]);
    else group.push(leaf);
  }
  return [...groups.values()];
}

/** Names of members and the words of the format say nothing to a model. */
const isPlainName = ({ isName, name, text }: ScannedLeaf): boolean =>
  isName
    ? text.length <= 40 && /^[\w.-]*$/.test(text)
    : text.length <= 80 && FORMAT_NAMES.has(name) && /^[\w./:-]*$/.test(text);

const FORMAT_NAMES: ReadonlySet<string> = new Set([
  ...["role", "type", "model", "id", "detail", "format", "media_type"],
]);

/** The leaf that holds most of a stretch of the joined texts. */
function placeIn<Leaf extends ScannedLeaf>(
  group: readonly Leaf[],
  start: number,
  end: number,
): Pick<LeafHit<Leaf>, "leaf" | "start" | "end"> {
  let offset = 0;
  let best: Pick<LeafHit<Leaf>, "leaf" | "start" | "end"> | null = null;
  for (const leaf of group) {
    const clip = (at: number): number => Math.min(Math.max(at - offset, 0), leaf.text.length);
    const place = { leaf, start: clip(start), end: clip(end) };
    if (best === null || place.end - place.start > best.end - best.start) best = place;
    offset += leaf.text.length + 1;
  }
  if (best === null) throw new Error("a group has at least one leaf");
  return best;
}

const detectors = new WeakMap<FirewallSettings, Detector>();

/** The detector of a project's own rules; made once for each state of its policy. */
export function tenantDetector(settings: FirewallSettings): Detector {
  const known = detectors.get(settings);
  if (known !== undefined) return known;
  const detector = buildTenantDetector(settings.customRules, "1");
  detectors.set(settings, detector);
  return detector;
}
