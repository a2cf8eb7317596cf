export type { GiveWay } from "@/server/text/in-turns";
/** What users of the firewall import. Pure: no database, clock or network, and no other part of the product. */
export { AllowList, activeAllowList, placeOf } from "./allow/allow-list";
export { attackLetThrough } from "./allow/check-allow-rule";
export { isAttackAlone } from "./allow/excuse-injection";
export { isRead, SIGNED_NAME } from "./body/answer-texts";
export { mediaText } from "./body/media-text";
export { answerPath, printablePath } from "./body/printable-path";
export { leafSteps, type ScannedEndpoint, TextLeaf, textLeaves } from "./body/text-leaves";
export { type JsonString, pathOf, stringsAndPauses, stringsOf } from "./body/walk-strings";
export type { Detection, DetectionCategory, Detector, Trust } from "./detector";
export { ScanView } from "./detector";
export type { Finding, FindingKind, PiiKind } from "./finding";
export {
  attackThreshold,
  type InjectionVerdict,
  injectionDetector,
  type Sensitivity,
} from "./injection/detect-injection";
export { mergeFindings } from "./merge-findings";
export { type EchoIndex, findEcho, indexEcho, systemTextOf } from "./output/find-echo";
export { findExfiltration } from "./output/find-exfiltration";
export {
  actsOnOutput,
  allowedInOutput,
  findInOutput,
  hitSteps,
  isActive,
  type OutputHit,
  type OutputPolicy,
  outputPolicy,
  readsOutput,
} from "./output/output-policy";
export { StreamRestorer } from "./output/stream-restorer";
export { replaceInOutput, replaceSteps, type ScreenOptions, StreamScreen } from "./output/stream-screen";
export { Placeholders } from "./placeholders";
export { redactionSteps, redactJson, redactText } from "./redact";
export { readRemoteVerdict } from "./remote/read-verdict";
export { joinVerdicts, type RemoteVerdict, UNFLAGGED } from "./remote/verdict";
export { type Context, contextOf, contextOfReplayed } from "./replay/hit-context";
export { isLocal, recordedVerdict } from "./replay/recorded-verdict";
export {
  type Replayed,
  type ReplayPolicy,
  type ReplayVerdict,
  replayRecord,
  type StoredRecord,
  textsOf,
  verdictOf,
} from "./replay/replay-record";
export { hasPlaceholders, patternOf } from "./replay/stand-ins";
export { buildTenantDetector } from "./rules/tenant-detector";
export type { TenantRule } from "./rules/tenant-rule";
export { actionOf } from "./scan/action-of";
export { findInLeaves, tenantDetector } from "./scan/find-in-leaves";
export { hasOwnRules, projectModes } from "./scan/project-modes";
export { raisedModes } from "./scan/raised-modes";
export type { LeafHit, ScannedLeaf, ScanPolicy } from "./scan/scanned-leaf";
export { type ScannedText, type ScanOptions, scanText } from "./scan-text";
