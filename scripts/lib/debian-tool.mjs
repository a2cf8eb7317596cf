/** Programs that tests use when they can be had: the system's, else Debian's package, else null with the reason. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import path from "node:path";

const APT_TIMEOUT_MS = 120_000;
const APT = ["-qq", "-o", "DPkg::Lock::Timeout=60", "-o", "Acquire::Retries=0"];

function onPath(program) {
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/bin", "/usr/sbin"];
  return folders.map((folder) => path.join(folder, program)).find(isExecutable) ?? null;
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync("apt-get", [...APT, ...args], { stdio: "ignore", timeout: APT_TIMEOUT_MS, env });
}

/** Path of a program, installed from the package of the same name where that is possible. */
export function ensureDebianTool(program) {
  const found = onPath(program);
  if (found !== null) return found;
  const canInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (!canInstall) {
    console.warn(`Skipped: ${program} is not installed. Install it to run the tests that need it.`);
    return null;
  }
  apt("update");
  apt("install", "-y", "--no-install-recommends", program);
  const installed = onPath(program);
  if (installed === null) console.warn(`Skipped: ${program} is not installed and could not be.`);
  return installed;
}
