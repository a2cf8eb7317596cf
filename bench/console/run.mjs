/** `npm run bench:console`: how long the pages of the console wait for a large database. */
import { runWithDatabase } from "../with-database.mjs";

process.exit(await runWithDatabase("bench/console/spawned/measure-console.ts", process.argv.slice(2)));
