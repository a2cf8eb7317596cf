import { type FirewallOutput, type FirewallSettings, OUTPUT_CATEGORIES } from "@/server/contracts/firewall";
import { isActive, Placeholders, type ScannedEndpoint, type ScanPolicy } from "@/server/firewall";
import { inTurns } from "@/server/text/in-turns";
import { parseSteps } from "../../body/parse-steps";
import { givingWay } from "../give-way";
import type { ScreenedBytes } from "../screen-bytes";
import type { PolicyParcel } from "./policy-parcel";

/** What a thread is asked to look through. */
export interface ScreeningTask {
  bytes: Uint8Array<ArrayBuffer>;
  endpoint: ScannedEndpoint;
  modes: ScanPolicy["modes"];
  policy: PolicyParcel;
}

export type Order = { kind: "screen"; id: number; task: ScreeningTask } | { kind: "cancel"; id: number };

export type Report =
  | { kind: "ready" }
  | { kind: "screened"; id: number; packed: PackedScreening }
  | { kind: "failed"; id: number; error: Error };

/** Shared with a thread; it counts its steps there. */
export interface ThreadData {
  steps: SharedArrayBuffer;
}

/** What it answers: few values, or bytes that go over as they are, so that taking them in stops nobody. */
export interface PackedScreening extends Omit<ScreenedBytes, "bytes" | "clean" | "replaced"> {
  bytes: Uint8Array<ArrayBuffer> | null;
  clean: readonly string[];
  /** JSON; null where nothing was replaced or no answer needs to know it. */
  replaced: Uint8Array<ArrayBuffer> | null;
}

export function packScreening(screened: ScreenedBytes, settings: FirewallSettings): PackedScreening {
  const { replaced } = screened;
  const isNeeded = replaced !== null && answersNeedNames(settings.output);
  return {
    ...screened,
    bytes: screened.bytes === null ? null : ownBytes(screened.bytes),
    clean: [...screened.clean],
    replaced: isNeeded ? ownBytes(Buffer.from(JSON.stringify(replaced.toData()))) : null,
  };
}

const answersNeedNames = (output: FirewallOutput): boolean =>
  output.restoresPlaceholders || OUTPUT_CATEGORIES.some((category) => isActive(output[category]));

/** Memory that belongs to these bytes alone and can be handed over. */
export const ownBytes = (bytes: Buffer): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

export async function unpackScreening(packed: PackedScreening): Promise<ScreenedBytes> {
  const { bytes, clean, replaced } = packed;
  return {
    ...packed,
    bytes: bytes === null ? null : Buffer.from(bytes.buffer),
    clean: new Set(clean),
    replaced: replaced === null ? null : await unpackNames(Buffer.from(replaced.buffer)),
  };
}

async function unpackNames(json: Buffer): Promise<Placeholders> {
  const data = await inTurns(parseSteps(json, { depthMax: 1 }), givingWay());
  return inTurns(Placeholders.made(Array.isArray(data) ? data : []), givingWay());
}
