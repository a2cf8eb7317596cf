/** Applies pending migrations to DATABASE_URL. */
import { applyMigrations } from "./lib/schema-engine.mjs";

const url = process.env.DATABASE_URL;
if (!url) {
  console.error("Set DATABASE_URL to the database to migrate.");
  process.exit(1);
}
const applied = await applyMigrations(url);
console.log(applied.length === 0 ? "The database is up to date." : `Applied ${applied.join(", ")}.`);
