/**
 * The lock file must name the binary packages of every platform, or `npm ci` refuses it and other platforms go
 * without. npm leaves out those its registry did not offer when the lock was written; their exact versions stand in
 * the package that wants them, so they can be added.
 */
const PLATFORM = /(android|darwin|freebsd|linux|openharmony|win32|sunos|netbsd|openbsd|aix|wasm32)/;
const CPU = /(arm64|x64|arm|ia32|ppc64|riscv64|s390x|loong64|mips64el|wasm32)/;

function restrictions(name) {
  const platform = PLATFORM.exec(name)?.[1];
  if (platform === undefined) return null;
  const cpu = CPU.exec(name.slice(name.indexOf(platform)))?.[1];
  const limits = { cpu: [cpu ?? "x64"] };
  if (platform !== "wasm32") limits.os = [platform];
  if (platform === "linux" && /gnu/.test(name)) limits.libc = ["glibc"];
  if (platform === "linux" && /musl/.test(name)) limits.libc = ["musl"];
  return limits;
}

/** Entries to add to `packages` of a lock file, by path. */
export function missingPlatforms(packages) {
  const missing = {};
  for (const entry of Object.values(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const limits = restrictions(name);
      const path = `node_modules/${name}`;
      if (packages[path] !== undefined || limits === null || !/^\d/.test(version)) continue;
      missing[path] = { version, ...limits, ...(entry.dev ? { dev: true } : {}), optional: true };
    }
  }
  return missing;
}
