import { Client } from "pg";
import { afterAll, expect, it } from "vitest";
import { env } from "@/server/env";
import { createTestOrg } from "@/server/testing/factories";
import { testRecord } from "@/server/testing/request-record";
import { ingestBatch } from "./ingest-batch";
import { closeIngestPool, ingestPool } from "./ingest-pool";

afterAll(closeIngestPool);

it("lives on when the database ends a connection that is in use between two queries", async () => {
  const client = await ingestPool().connect();
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const ended = new Promise((resolve) => client.once("end", resolve));
  const admin = new Client({ connectionString: env().DATABASE_URL });
  await admin.connect();
  await admin.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
  await ended;
  await admin.end();
  client.release(true);
  expect(await ingestBatch([testRecord(await createTestOrg())])).toBe(1);
});
