/**
 * Prisma's own schema engine as WebAssembly: migrations need no downloaded binary, and `_prisma_migrations`
 * is kept exactly as `prisma migrate deploy` keeps it.
 */
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import pg from "pg";

const require = createRequire(import.meta.url);
const NO_FILTERS = { externalTables: [], externalEnums: [] };
export const root = path.resolve(import.meta.dirname, "../..");

async function loadWasm() {
  const folder = path.dirname(require.resolve("@prisma/schema-engine-wasm"));
  const glue = await import(path.join(folder, "schema_engine_bg.js"));
  const bytes = await readFile(path.join(folder, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return glue.SchemaEngine;
}

/** The schema files as `[path, text]` pairs, sorted by name. */
export async function schemaFiles() {
  const folder = path.join(root, "prisma/schema");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".prisma")).sort();
  return Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name), "utf8")]));
}

async function migrationsList() {
  const folder = path.join(root, "prisma/migrations");
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const migrationDirectories = await Promise.all(
    names.map(async (name) => ({
      path: name,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok", value: await readFile(path.join(folder, name, "migration.sql"), "utf8") },
      },
    })),
  );
  const lock = await readFile(path.join(folder, "migration_lock.toml"), "utf8");
  return {
    baseDir: folder,
    lockfile: { path: "migration_lock.toml", content: lock },
    shadowDbInitScript: "",
    migrationDirectories,
  };
}

/** The adapter cuts scripts at every semicolon, also inside a function body; this one sends them whole. */
class WholeScriptFactory extends PrismaPg {
  #pool;
  constructor(pool) {
    super(pool);
    this.#pool = pool;
  }
  async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await this.#pool.query(script).catch((error) => adapter.onError(error));
    };
    return adapter;
  }
}

/** Runs `work` with an engine on the database, then closes its connections. */
async function withEngine(connectionString, work) {
  const SchemaEngine = await loadWasm();
  const pool = new pg.Pool({ connectionString });
  try {
    const factory = bindMigrationAwareSqlAdapterFactory(new WholeScriptFactory(pool));
    return await work(await SchemaEngine.new({ datamodels: await schemaFiles() }, () => {}, factory));
  } finally {
    await pool.end();
  }
}

/** Applies every pending migration and returns their names. */
export async function applyMigrations(connectionString) {
  const list = await migrationsList();
  const result = await withEngine(connectionString, (engine) =>
    engine.applyMigrations({ migrationsList: list, filters: NO_FILTERS }),
  );
  return result.appliedMigrationNames;
}

/** The SQL that turns the schema `from` (pairs, or null for an empty database) into the schema `to`. */
export async function diffSchemas(connectionString, from, to) {
  const side = (files) =>
    files === null
      ? { tag: "empty" }
      : {
          tag: "schemaDatamodel",
          files: files.map(([name, content]) => ({ path: name, content })),
          configDir: root,
        };
  const result = await withEngine(connectionString, (engine) =>
    engine.diff({
      from: side(from),
      to: side(to),
      script: true,
      exitCode: null,
      shadowDatabaseUrl: null,
      filters: NO_FILTERS,
    }),
  );
  return result.stdout;
}
