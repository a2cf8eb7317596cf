/** Where the embedded database, the journal and the generated secrets live. */
import { createHash, randomBytes } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fail } from "./log.mjs";

const root = path.resolve(import.meta.dirname, "../..");

/** As root PostgreSQL runs as another user, so every folder above its own must let others through. */
function othersMayEnter(folder) {
  let current = folder;
  for (;;) {
    if (existsSync(current) && (statSync(current).mode & 0o001) === 0) return false;
    const parent = path.dirname(current);
    if (parent === current) return true;
    current = parent;
  }
}

function choose() {
  if (process.env.FLOOPY_DATA_DIR) return path.resolve(process.env.FLOOPY_DATA_DIR);
  const beside = path.join(root, ".floopy");
  if (process.getuid?.() !== 0 || othersMayEnter(root)) return beside;
  return path.join("/var/lib/floopy", createHash("sha256").update(root).digest("hex").slice(0, 12));
}

/** The data folder, made and checked: reachable, writable, with room. Ends with a message otherwise. */
export function prepareDataDir() {
  const folder = choose();
  const hint = "Set FLOOPY_DATA_DIR to a folder this user can write to.";
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    fail(`The data folder ${folder} cannot be used: ${error.code ?? error.message}.`, hint);
  }
  if (process.getuid?.() === 0 && !process.env.DATABASE_URL && !othersMayEnter(path.dirname(folder))) {
    fail(
      `The data folder ${folder} lies under a folder that only root may enter.`,
      "PostgreSQL does not run as root; it runs as the user “postgres”, which must be able to reach it.",
      hint,
    );
  }
  const disk = statfsSync(folder);
  const freeMb = Math.floor((disk.bavail * disk.bsize) / 1e6);
  if (freeMb < 300)
    fail(`Only ${freeMb} MB are free where ${folder} is; Floopy needs at least 300 MB.`, hint);
  return folder;
}

/** A secret that is made once and kept in the data folder, readable by its owner only. */
export function keptSecret(folder, name, make = () => randomBytes(32).toString("base64")) {
  const file = path.join(folder, name);
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}
