import type { View } from "./normalise/read-views";
import { readViews } from "./normalise/read-views";

/** Who wrote a text: the tenant (system, developer), its user, or somebody else (tool output, retrieved text). */
export type Trust = "tenant" | "user" | "third_party";

export type DetectionCategory = "injection" | "pii" | "secret" | "policy";

/** What a detector saw: where, by which rule, how sure. Never the text itself. */
export interface Detection {
  category: DetectionCategory;
  ruleId: string;
  /** 0 to 1; 1 for what has a checksum or was asked for by name. */
  score: number;
  /** UTF-16 units of the original. */
  start: number;
  end: number;
}

/** One text leaf of a request or an answer. Normalised once, however many detectors look at it. */
export class ScanView {
  #views: readonly View[] | null = null;

  constructor(
    readonly text: string,
    readonly trust: Trust = "user",
  ) {}

  /** Makes what detectors will ask for. */
  prepare(): void {
    this.#views ??= readViews(this.text);
  }

  /** The text as it is and everything it says in another form. */
  get views(): readonly View[] {
    this.#views ??= readViews(this.text);
    return this.#views;
  }
}

export interface Detector {
  id: string;
  version: string;
  scan(view: ScanView): readonly Detection[];
}
