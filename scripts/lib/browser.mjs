/** A Chromium for the browser tests: the system's, else Playwright's, else Debian's package, else a clear message. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fail, say } from "./log.mjs";

const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

function works(executable) {
  return (
    existsSync(executable) &&
    spawnSync(executable, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0
  );
}

function playwrights() {
  const { chromium } = createRequire(import.meta.url)("@playwright/test");
  return chromium.executablePath();
}

/** Path of a browser that starts. */
export function ensureBrowser() {
  const found = [process.env.FLOOPY_BROWSER, ...SYSTEM, playwrights()].find(
    (candidate) => candidate && works(candidate),
  );
  if (found) return found;
  say("No Chromium found; trying Playwright's…");
  const playwright = createRequire(import.meta.url).resolve("@playwright/test/cli");
  spawnSync(process.execPath, [playwright, "install", "chromium"], { stdio: "ignore", timeout: 180_000 });
  if (works(playwrights())) return playwrights();
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    say("Installing Debian's chromium package…");
    spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore" });
    spawnSync(
      "apt-get",
      ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"],
      {
        stdio: ["ignore", "ignore", "inherit"],
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      },
    );
    if (works("/usr/bin/chromium")) return "/usr/bin/chromium";
  }
  return fail(
    "No Chromium could be found or installed for the browser tests.",
    "Install Chromium or Chrome, or set FLOOPY_BROWSER to its path.",
  );
}
