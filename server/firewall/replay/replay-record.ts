import {
  type FirewallFinding,
  type FirewallFloor,
  type FirewallMode,
  type FirewallSettings,
  type HitDirection,
  OUTPUT_CATEGORIES,
} from "@/server/contracts/firewall";
import type { PlanId } from "@/server/contracts/plans";
import type { GiveWay } from "@/server/text/in-turns";
import type { AllowList } from "../allow/allow-list";
import { isRead, SIGNED_NAME } from "../body/answer-texts";
import { answerPath, printablePath } from "../body/printable-path";
import { type ScannedEndpoint, type TextLeaf, textLeaves } from "../body/text-leaves";
import { pathOf, stringsOf } from "../body/walk-strings";
import { indexEcho, systemTextOf } from "../output/find-echo";
import { findInOutput, type OutputPolicy, outputPolicy } from "../output/output-policy";
import { actionOf } from "../scan/action-of";
import { findInLeaves, tenantDetector } from "../scan/find-in-leaves";
import { hasOwnRules, projectModes } from "../scan/project-modes";
import { raisedModes } from "../scan/raised-modes";
import type { ScanPolicy } from "../scan/scanned-leaf";
import { carriedFindings } from "./carried-findings";
import { withStandIns } from "./stand-ins";

/** What is stored of one request; either may be missing. */
export interface StoredRecord {
  endpoint: string;
  requestBody: string | null;
  responseBody: string | null;
  /** What was found when it came, where that is to tell what stood in the place of a rule’s placeholder. */
  found?: readonly FirewallFinding[];
}

export interface ReplayPolicy {
  settings: FirewallSettings;
  planId: PlanId;
  allow: AllowList | null;
  /** The least that the key of the request asks for. */
  keyFloor?: FirewallFloor | null;
}

export type ReplayVerdict = "pass" | "flag" | "redacted" | "blocked";

export interface Replayed {
  verdict: ReplayVerdict;
  findings: FirewallFinding[];
}

/**
 * What a policy would have said of a stored request and its answer: the same detectors as on the path, over what is
 * stored, with examples in the place of what was redacted. Null where there is nothing that could be read.
 */
export async function replayRecord(
  record: StoredRecord,
  policy: ReplayPolicy,
  giveWay: GiveWay,
): Promise<Replayed | null> {
  const leaves = leavesOf(record);
  if (leaves === null) return null;
  const scan = scanPolicyOf(policy);
  const isOff = Object.values(scan.modes).every((mode) => mode === "off");
  const hits = isOff ? [] : await findInLeaves(leaves, scan, giveWay);
  const findings = hits.map((hit): FirewallFinding => {
    const { category, detector, score, start, end, leaf } = hit;
    const path = printablePath(leaf.path);
    return { category, detector, score, path, start, end, action: actionOf(hit, scan) };
  });
  const request = { direction: "request", modes: scan.modes, settings: policy.settings } as const;
  findings.push(...carriedFindings(record, request, findings));
  const stopped = findings.some(({ action }) => action === "blocked");
  if (!stopped) findings.push(...findInAnswer(record, policy, leaves));
  return { verdict: verdictOf(findings), findings };
}

function scanPolicyOf({ settings, planId, allow, keyFloor = null }: ReplayPolicy): ScanPolicy {
  const modes = raisedModes(projectModes(settings, planId), keyFloor, hasOwnRules(settings, planId));
  return { modes, settings, allow };
}

const ENDPOINTS: ReadonlySet<string> = new Set(["chat", "embeddings", "messages", "responses"]);
const isEndpoint = (endpoint: string): endpoint is ScannedEndpoint => ENDPOINTS.has(endpoint);

/** The texts of a stored request; null where none is stored, or it is no JSON. */
function leavesOf({ endpoint, requestBody }: StoredRecord): TextLeaf[] | null {
  if (requestBody === null || !isEndpoint(endpoint)) return null;
  const text = withStandIns(requestBody);
  return isJson(text) ? textLeaves(Buffer.from(text), endpoint) : null;
}

function findInAnswer(
  record: StoredRecord,
  policy: ReplayPolicy,
  leaves: readonly TextLeaf[],
): FirewallFinding[] {
  const { settings, planId } = policy;
  if (OUTPUT_CATEGORIES.every((category) => settings.output[category] === "off")) return [];
  const hasRules = settings.output.rules !== "off" && hasOwnRules(settings, planId);
  const findings = findInStoredAnswer(record, policy, {
    rules: hasRules ? tenantDetector(settings) : null,
    echo: settings.output.echo === "off" ? null : echoOf(leaves),
  });
  const { pii, secrets, links, echo, rules } = settings.output;
  const modes = { pii, secrets, links, echo, rules: hasRules ? rules : "off" } as const;
  findings.push(...carriedFindings(record, { direction: "answer", modes, settings }, findings));
  return findings;
}

function findInStoredAnswer(
  { responseBody }: StoredRecord,
  { settings, allow }: ReplayPolicy,
  detectors: Pick<OutputPolicy, "rules" | "echo">,
): FirewallFinding[] {
  const text = responseBody === null ? null : withStandIns(responseBody);
  if (text === null || !isJson(text)) return [];
  const policy = outputPolicy(settings.output, { ...detectors, allow });
  const findings: FirewallFinding[] = [];
  for (const string of stringsOf(Buffer.from(text))) {
    if (!isRead(string)) continue;
    const path = answerPath(pathOf(string));
    const isSigned = string.name === SIGNED_NAME;
    for (const { category, detector, start, end } of findInOutput(
      string.text,
      policy,
      (mode) => mode !== "off",
    ))
      findings.push({
        ...{ category, detector, score: 1, path, start, end },
        action: actionFor(policy.modes[category], isSigned),
      });
  }
  return findings;
}

function echoOf(leaves: readonly TextLeaf[]) {
  const system = systemTextOf(leaves);
  return system === "" ? null : indexEcho(system);
}

function actionFor(mode: FirewallMode, isSigned: boolean): FirewallFinding["action"] {
  if (mode === "block") return "blocked";
  return mode === "redact" && !isSigned ? "redacted" : "observed";
}

export function verdictOf(findings: readonly Pick<FirewallFinding, "action">[]): ReplayVerdict {
  const has = (action: FirewallFinding["action"]): boolean => findings.some((each) => each.action === action);
  if (has("blocked")) return "blocked";
  if (has("redacted")) return "redacted";
  return findings.length > 0 ? "flag" : "pass";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The texts of a stored request or answer and where they stand, with examples in the place of what was redacted. */
export function textsOf(record: StoredRecord, direction: HitDirection): { path: string; text: string }[] {
  if (direction === "request")
    return (leavesOf(record) ?? []).map(({ path, text }) => ({ path: printablePath(path), text }));
  const body = record.responseBody === null ? null : withStandIns(record.responseBody);
  const texts: { path: string; text: string }[] = [];
  if (body === null || !isJson(body)) return texts;
  for (const string of stringsOf(Buffer.from(body)))
    if (isRead(string)) texts.push({ path: answerPath(pathOf(string)), text: string.text });
  return texts;
}
