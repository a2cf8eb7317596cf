import type { RemoteDetectorSettings, TriedDetector } from "@/server/contracts/remote-detector";

export interface DetectorTrial {
  orgId: string;
  projectId: string;
  /** As they may be saved, or may not. */
  settings: RemoteDetectorSettings;
  text: string;
}

/** Asks a detector as the gateway asks it. */
export type DetectorAsker = (trial: DetectorTrial) => Promise<TriedDetector>;

/** One per process, even where Next bundles this module a second time. */
const registry = globalThis as typeof globalThis & { floopyDetectorAsker?: DetectorAsker };

/** Called once as the process starts; see server/main.ts. */
export function provideDetectorAsker(asker: DetectorAsker): void {
  registry.floopyDetectorAsker = asker;
}

/** Null in a process that has no gateway. */
export function detectorAsker(): DetectorAsker | null {
  return registry.floopyDetectorAsker ?? null;
}
