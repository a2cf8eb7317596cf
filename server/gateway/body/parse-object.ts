import { inTurns } from "@/server/text/in-turns";
import { givingWay } from "../firewall/give-way";
import { isObject, type JsonObject, parseObject } from "../json-value";
import { parseSteps, TooDeep } from "./parse-steps";

/** Larger bodies are parsed in turns with what else there is to do. */
export const LARGE_BYTES = 256 * 1024;
/** Deeper ones are left to the parser itself, in one go: nobody writes such an answer. */
const DEPTH_MAX = 512;

/** The bytes as a JSON object; null when they are anything else. */
export async function objectIn(bytes: Buffer): Promise<JsonObject | null> {
  if (bytes.length < LARGE_BYTES) return parseObject(bytes.toString());
  try {
    const value = await inTurns(parseSteps(bytes, { depthMax: DEPTH_MAX }), givingWay());
    return isObject(value) ? value : null;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    if (thrown instanceof TooDeep) return parseObject(bytes.toString());
    throw thrown;
  }
}
