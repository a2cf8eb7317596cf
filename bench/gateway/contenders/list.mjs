import { bifrost } from "./bifrost.mjs";
import { direct } from "./direct.mjs";
import { allInOne, lean, leanOff, nextDoor } from "./floopy.mjs";
import { litellm } from "./litellm.mjs";
import { nginx } from "./nginx.mjs";
import { portkey } from "./portkey.mjs";
import { tensorzero } from "./tensorzero.mjs";

/**
 * Everyone who is measured, in the order of each round. To add a gateway, add an entry:
 * `{id, name, does, start(context)}`; `start` answers `{port, pid, headers?, path?, modelPrefix?, version, stop}`
 * or `{skip: "why"}`, and throws when it should have started but did not.
 */
export const CONTENDERS = [
  direct,
  nginx,
  lean,
  leanOff,
  allInOne,
  nextDoor,
  portkey,
  litellm,
  bifrost,
  tensorzero,
];
/** Every ratio is against this one. */
export const BASE_ID = "lean";
