import type { Detection, Detector, ScanView, Trust } from "../detector";
import { model } from "./model";
import { type InjectionScore, scoreViews } from "./score-text";

/** How readily a text is taken for an attack: measured share of ordinary prompts that are, 0.2, 0.5 and 2 %. */
export type Sensitivity = "low" | "medium" | "high";
export type InjectionVerdict = "block" | "flag" | "pass";

/** The score from which a text of this trust is an attack. Text of third parties meets the next stricter one. */
export function attackThreshold(sensitivity: Sensitivity, trust: Trust): number {
  const { medium, high } = model.thresholds;
  if (trust !== "third_party") return model.thresholds[sensitivity];
  return sensitivity === "low" ? medium : high;
}

/** `block` from the chosen threshold, `flag` from the most sensitive one. Text of the tenant is not judged. */
export function judgeInjection(score: number, sensitivity: Sensitivity, trust: Trust): InjectionVerdict {
  if (trust === "tenant") return "pass";
  if (score >= attackThreshold(sensitivity, trust)) return "block";
  return score >= model.thresholds.high ? "flag" : "pass";
}

export function scoreInjection(view: ScanView): InjectionScore {
  return scoreViews(view.views);
}

/** Prompt injection and jailbreaks, from a model of our own that runs in the process. */
export function injectionDetector(sensitivity: Sensitivity): Detector {
  return {
    id: "injection",
    version: model.version,
    scan(view: ScanView): Detection[] {
      if (view.trust === "tenant") return [];
      const { score, start, end, rules } = scoreInjection(view);
      if (judgeInjection(score, sensitivity, view.trust) === "pass") return [];
      return [{ category: "injection", ruleId: rules[0] ?? "model", score, start, end }];
    },
  };
}
