import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "./lib/embedded-postgres.mjs";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "floopy-start-"));
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function start(env: Record<string, string>): { code: number | null; said: string } {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const result = spawnSync(process.execPath, ["scripts/start.mjs"], {
    env: { ...inherited, ...env },
    encoding: "utf8",
    timeout: 15_000,
  });
  return { code: result.status, said: result.stdout + result.stderr };
}

describe("npm start refuses with a message that says what to do", () => {
  it("when the port is taken", async () => {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { code, said } = start({ PORT: String(port), FLOOPY_DATA_DIR: path.join(folder, "a") });
    server.close();
    expect(code).toBe(1);
    expect(said).toContain(`Port ${port} is taken`);
    expect(said).toContain("PORT=");
  });

  it.each(["eighty", "-1", "70000"])("when PORT is %s", (port) => {
    const { code, said } = start({ PORT: port });
    expect(code).toBe(1);
    expect(said).toContain("is not a port number");
  });

  it("when the data folder cannot be made because a file is in its way", async () => {
    const file = path.join(folder, "file");
    writeFileSync(file, "");
    const { code, said } = start({
      PORT: String(await freePort()),
      FLOOPY_DATA_DIR: path.join(file, "data"),
    });
    expect(code).toBe(1);
    expect(said).toContain("cannot be used");
    expect(said).toContain("FLOOPY_DATA_DIR");
    expect(said).not.toContain("    at ");
  });

  it("when the data folder is out of reach for the user the database runs as", async () => {
    const locked = path.join(folder, "locked");
    mkdirSync(locked);
    chmodSync(locked, process.getuid?.() === 0 ? 0o700 : 0o000);
    const { code, said } = start({
      PORT: String(await freePort()),
      FLOOPY_DATA_DIR: path.join(locked, "data"),
    });
    chmodSync(locked, 0o700);
    expect(code).toBe(1);
    expect(said).toMatch(/only root may enter|cannot be used/);
    expect(said).toContain("FLOOPY_DATA_DIR");
  });

  it("when it already runs on the same data folder", async () => {
    const data = path.join(folder, "running");
    mkdirSync(data);
    writeFileSync(path.join(data, "running.pid"), String(process.pid));
    const { code, said } = start({ PORT: String(await freePort()), FLOOPY_DATA_DIR: data });
    expect(code).toBe(1);
    expect(said).toContain("already runs");
  });

  it("when DATABASE_URL points nowhere", async () => {
    const port = await freePort();
    const { code, said } = start({
      PORT: String(await freePort()),
      FLOOPY_DATA_DIR: path.join(folder, "b"),
      DATABASE_URL: `postgresql://nobody@127.0.0.1:${port}/none`,
    });
    expect(code).toBe(1);
    expect(said).toContain("Cannot prepare the database in DATABASE_URL");
  });
});
