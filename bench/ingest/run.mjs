/** `npm run bench:ingest`: what storing a record costs, in a database of its own. */
import { runWithDatabase } from "../with-database.mjs";

process.exit(await runWithDatabase("bench/ingest/spawned/measure-ingest.ts", process.argv.slice(2)));
