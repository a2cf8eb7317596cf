/** `npm run operator -- <command>`: what operators do. Works on DATABASE_URL, else on the database of the data folder. */
import { userInfo } from "node:os";
import path from "node:path";
import { bundleServer, ensurePrismaClient } from "./lib/build.mjs";
import { keptSecret, prepareDataDir } from "./lib/data-dir.mjs";
import { fail, say } from "./lib/log.mjs";

const USAGE = `npm run operator -- enterprise <organisation>        gives the Enterprise plan by contract
npm run operator -- enterprise <organisation> --end  ends it
npm run operator -- stripe-setup                     makes prices and meter in Stripe (STRIPE_SECRET_KEY)`;

const root = path.resolve(import.meta.dirname, "..");
const [command, ...rest] = process.argv.slice(2);
const named = rest.filter((word) => !word.startsWith("--"));

if (command === "enterprise" && named.length === 1) await giveEnterprise(named[0], !rest.includes("--end"));
else if (command === "stripe-setup") await setUp();
else fail("Which of these?", USAGE);

async function load() {
  ensurePrismaClient();
  await bundleServer({ operator: "server/operator.ts" });
  return import(path.join(root, "dist/operator.js"));
}

async function giveEnterprise(orgSlug, isGiven) {
  const close = await openDatabase();
  const { disconnectDb, giveContract } = await load();
  try {
    const operator = process.env.FLOOPY_OPERATOR ?? userInfo().username;
    const planId = await giveContract({ orgSlug, isGiven, operator, now: new Date() });
    say(`${orgSlug} is on ${planId} now.`);
  } catch (error) {
    console.error(error.code === "not_found" ? `No organisation is called ${orgSlug}.` : error);
    process.exitCode = 1;
  } finally {
    await disconnectDb();
    await close();
  }
}

async function setUp() {
  const key = process.env.STRIPE_SECRET_KEY;
  if (!key) fail("Set STRIPE_SECRET_KEY.");
  const { setUpStripe } = await load();
  const variables = await setUpStripe(key, process.env.STRIPE_API_URL);
  for (const [name, value] of Object.entries(variables)) say(`${name}=${value}`);
}

/** The running product's own database is left running. */
async function openDatabase() {
  if (process.env.DATABASE_URL) return async () => {};
  const { startEmbeddedPostgres } = await import("./lib/embedded-postgres.mjs");
  const dataDir = prepareDataDir();
  const server = await startEmbeddedPostgres(dataDir);
  Object.assign(process.env, {
    DATABASE_URL: server.url("postgres"),
    FLOOPY_DATA_DIR: dataDir,
    FLOOPY_MASTER_KEY: process.env.FLOOPY_MASTER_KEY ?? keptSecret(dataDir, "master-key"),
  });
  return async () => {
    if (!server.wasAdopted) await server.stop();
  };
}
