import path from "node:path";
import { build } from "esbuild";

let bundled: Promise<string> | undefined;

/** What the threads of the firewall run, built; one file for each test process. */
export function firewallThread(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

/** Inside the repository, so that packages are found. */
async function bundle(): Promise<string> {
  const root = path.join(import.meta.dirname, "../..");
  const outfile = path.join(root, `node_modules/.cache/floopy-tests/firewall-thread-${process.pid}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: ["server/gateway/firewall/threads/screen-worker.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    tsconfig: "tsconfig.json",
    logLevel: "warning",
  });
  return outfile;
}
