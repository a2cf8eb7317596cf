/** `npm run db:new-migration -- name`: writes the SQL between the committed schema and the one on disk. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { startEmbeddedPostgres } from "./lib/embedded-postgres.mjs";
import { fail } from "./lib/log.mjs";
import { diffSchemas, root, schemaFiles } from "./lib/schema-engine.mjs";

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name))
  fail("Name the migration in snake_case: npm run db:new-migration -- add_labels");

const git = (...args) => execFileSync("git", args, { cwd: root, encoding: "utf8" });
const committed = git("ls-tree", "--name-only", "HEAD", "prisma/schema/").trim().split("\n");
const before = committed
  .filter((file) => file.endsWith(".prisma"))
  .map((file) => [path.basename(file), git("show", `HEAD:${file}`)]);

const scratch = mkdtempSync(path.join(tmpdir(), "floopy-migration-"));
const server = await startEmbeddedPostgres(scratch);
const sql = await diffSchemas(server.url("postgres"), before, await schemaFiles());
await server.stop();
rmSync(scratch, { recursive: true, force: true });
if (sql.includes("This is an empty migration") || sql.trim() === "")
  fail("The schema has not changed since the last commit.");

const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
const folder = path.join(root, "prisma/migrations", `${stamp}_${name}`);
mkdirSync(folder);
writeFileSync(path.join(folder, "migration.sql"), sql);
console.log(
  `Wrote ${path.relative(root, folder)}/migration.sql. For a new table add: SELECT floopy_protect_table('name');`,
);
