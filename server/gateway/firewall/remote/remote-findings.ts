import type { FirewallFinding } from "@/server/contracts/firewall";
import type { RemoteDetectorSettings } from "@/server/contracts/remote-detector";
import type { RemoteAnswer } from "./ask-detector";

export interface RemoteFindings {
  findings: FirewallFinding[];
  /** Whether there is more to tell than that somebody was asked. */
  isFlagged: boolean;
  /** What must not go on is stopped for this. */
  stoppedBy: FirewallFinding["category"] | null;
}

const PLACES = { input: "", output: "answer" } as const;
const CATEGORIES_MAX = 10;

/** What follows from an answer, where the project may stop something and where it only watches. */
export function remoteFindings(
  settings: RemoteDetectorSettings,
  stage: "input" | "output",
  answer: RemoteAnswer,
  mayStop: boolean,
): RemoteFindings {
  const { outcome, verdict, durationMs, costMicroUsd } = answer;
  if (outcome === "cancelled") return { findings: [], isFlagged: false, stoppedBy: null };
  const place = { path: PLACES[stage], start: 0, end: 0 };
  const call = { outcome, durationMs, costMicroUsd };
  if (outcome !== "ok") {
    const isStopped = mayStop && settings.onError === "block";
    const action = isStopped ? ("blocked" as const) : ("observed" as const);
    const finding = {
      category: "error" as const,
      detector: `remote_${outcome}`,
      score: 1,
      ...place,
      action,
      call,
    };
    return { findings: [finding], isFlagged: true, stoppedBy: isStopped ? "error" : null };
  }
  const isStopped =
    mayStop && (verdict.action === "block" || (verdict.isFlagged && verdict.action !== "allow"));
  const action = isStopped ? ("blocked" as const) : ("observed" as const);
  const named = verdict.isFlagged || isStopped ? verdict.categories.slice(0, CATEGORIES_MAX) : [];
  const objections = named.map((each) => ({ ...each, score: rounded(each.score), ...place, action }));
  if (isStopped && objections.length === 0)
    objections.push({ category: "content", detector: "remote_unsafe", score: 1, ...place, action });
  const asked = { category: "remote" as const, detector: settings.kind, score: 0, ...place };
  return {
    findings: [...objections, { ...asked, action: "observed", call }],
    isFlagged: objections.length > 0,
    stoppedBy: isStopped ? (objections[0]?.category ?? "content") : null,
  };
}

const rounded = (score: number): number => Math.round(score * 1_000) / 1_000;
