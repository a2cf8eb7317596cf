/** `npm run lock:complete`: after `npm install`, adds the platforms npm left out of the lock file. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { missingPlatforms } from "./lib/lock-platforms.mjs";

const file = path.resolve(import.meta.dirname, "../package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const missing = missingPlatforms(lock.packages);
const entries = Object.entries({ ...lock.packages, ...missing });
const [rootEntry, ...others] = entries;
lock.packages = Object.fromEntries([rootEntry, ...others.sort(([left], [right]) => (left < right ? -1 : 1))]);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${Object.keys(missing).length} platform packages added.`);
