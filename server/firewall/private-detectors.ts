import type { Detection, Detector, ScanView } from "./detector";
import { findPii } from "./find-pii";
import { findSecrets } from "./find-secrets";
import type { Finding } from "./finding";

const VERSION = "2";

const detections = (category: "pii" | "secret", findings: readonly Finding[]): Detection[] =>
  findings.map(({ kind, start, end }) => ({ category, ruleId: kind, score: 1, start, end }));

/** Personal data that has a shape or a checksum. */
export const piiDetector: Detector = {
  id: "pii",
  version: VERSION,
  scan: (view: ScanView) => detections("pii", findPii(view.text)),
};

/** Keys, tokens and passwords. */
export const secretDetector: Detector = {
  id: "secrets",
  version: VERSION,
  scan: (view: ScanView) => detections("secret", findSecrets(view.text)),
};
