import {
  directionOf,
  type FirewallFinding,
  type FirewallFloor,
  OUTPUT_CATEGORIES,
} from "@/server/contracts/firewall";
import type { DryRunDifference, DryRunVerdict, NotJudgedReason } from "@/server/contracts/firewall-dry-runs";
import {
  type GiveWay,
  hasPlaceholders,
  isLocal,
  type ReplayPolicy,
  recordedVerdict,
  replayRecord,
  type StoredRecord,
} from "@/server/firewall";

/** A request as it is stored, its texts readable. */
export interface StoredRequest extends StoredRecord {
  requestId: string;
  createdAt: Date;
  storageMode: string;
  firewallStatus: string;
  found: readonly FirewallFinding[];
  /** The least that its key asks for. */
  keyFloor: FirewallFloor | null;
  hasBody: boolean;
  isTruncated: boolean;
}

/** Two policies, and since when texts are kept. */
export interface Judging {
  saved: ReplayPolicy;
  draft: ReplayPolicy;
  oldestBody: Date;
}

export type Judged =
  | { kind: "not_judged"; reason: NotJudgedReason }
  | {
      kind: "judged";
      recorded: DryRunVerdict;
      saved: DryRunVerdict;
      draft: DryRunVerdict;
      /** What each detector that found anything made of it. */
      detectors: DryRunDifference[];
      hasPlaceholders: boolean;
      /** The draft lets it go on and reads answers, but there is none to read. */
      isUnheard: boolean;
    };

/** What both policies say of a stored request, beside what was said of it when it came. */
export async function judgeStored(
  request: StoredRequest,
  { saved, draft, oldestBody }: Judging,
  giveWay: GiveWay,
): Promise<Judged> {
  const reason = whyNot(request, oldestBody);
  if (reason !== null) return { kind: "not_judged", reason };
  const { keyFloor, found, firewallStatus, requestBody, responseBody, endpoint } = request;
  const was = await replayRecord(request, { ...saved, keyFloor }, giveWay);
  const is = await replayRecord(request, { ...draft, keyFloor }, giveWay);
  if (was === null || is === null) return { kind: "not_judged", reason: "unreadable" };
  const readsAnswers = OUTPUT_CATEGORIES.some((category) => draft.settings.output[category] !== "off");
  return {
    kind: "judged",
    recorded: recordedVerdict(firewallStatus, found),
    saved: was.verdict,
    draft: is.verdict,
    detectors: compare(found.filter(isLocal), was.findings, is.findings),
    hasPlaceholders: hasPlaceholders(requestBody ?? "") || hasPlaceholders(responseBody ?? ""),
    isUnheard:
      readsAnswers &&
      is.verdict !== "blocked" &&
      responseBody === null &&
      endpoint !== "embeddings" &&
      !found.some((finding) => directionOf(finding) === "answer"),
  };
}

function whyNot(
  { storageMode, createdAt, hasBody, requestBody, isTruncated }: StoredRequest,
  oldestBody: Date,
): NotJudgedReason | null {
  if (storageMode !== "full" && storageMode !== "redacted") return "not_stored";
  if (createdAt < oldestBody) return "expired";
  if (!hasBody) return "not_stored";
  if (requestBody === null) return "unreadable";
  // What was left out may hold anything.
  return isTruncated ? "cut" : null;
}

const STRENGTHS = ["observed", "redacted", "blocked"] as const;
type Strength = (typeof STRENGTHS)[number];

function compare(
  recorded: readonly FirewallFinding[],
  saved: readonly FirewallFinding[],
  draft: readonly FirewallFinding[],
): DryRunDifference[] {
  const byName = new Map<string, DryRunDifference>();
  const note = (findings: readonly FirewallFinding[], by: "recorded" | "saved" | "draft"): void => {
    for (const finding of findings) {
      const { category, detector } = finding;
      const direction = directionOf(finding);
      const name = `${direction} ${category} ${detector}`;
      const known = byName.get(name) ?? {
        ...{ direction, category, detector },
        ...{ recorded: null, saved: null, draft: null },
      };
      byName.set(name, { ...known, [by]: stronger(known[by], finding.action) });
    }
  };
  note(recorded, "recorded");
  note(saved, "saved");
  note(draft, "draft");
  return [...byName.values()];
}

const stronger = (known: Strength | null, action: Strength): Strength =>
  known === null || STRENGTHS.indexOf(action) > STRENGTHS.indexOf(known) ? action : known;
