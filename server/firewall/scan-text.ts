import { ScanView, type Trust } from "./detector";
import { findPii } from "./find-pii";
import { findSecrets } from "./find-secrets";
import type { Finding } from "./finding";
import {
  type InjectionVerdict,
  judgeInjection,
  type Sensitivity,
  scoreInjection,
} from "./injection/detect-injection";
import { mergeFindings, outsideOf } from "./merge-findings";

export interface ScanOptions {
  /** Who wrote the text. */
  trust?: Trust;
  sensitivity?: Sensitivity;
}

export interface ScannedText {
  injection: { score: number; verdict: InjectionVerdict };
  /** In order, without overlaps, in UTF-16 units of the text. */
  pii: Finding[];
  secrets: Finding[];
}

/** All local detectors over one text. Injection is judged at 0.5 % false positives unless told otherwise. */
export function scanText(text: string, options: ScanOptions = {}): ScannedText {
  const { trust = "user", sensitivity = "medium" } = options;
  const score = trust === "tenant" ? 0 : scoreInjection(new ScanView(text, trust)).score;
  const secrets = mergeFindings(findSecrets(text));
  return {
    injection: { score, verdict: judgeInjection(score, sensitivity, trust) },
    pii: mergeFindings(outsideOf(findPii(text), secrets)),
    secrets,
  };
}
