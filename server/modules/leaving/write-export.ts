import { Readable } from "node:stream";
import { Client, type ClientBase } from "pg";
import { ZipFile } from "yazl";
import { connectionFor } from "@/server/db/client";
import { type ExportedTable, exportedTables } from "./exported-tables";
import { openLines } from "./open-lines";

const FETCH_ROWS = 500;
const PIECE_BYTES = 1_000_000;

export interface ExportSink {
  onStart(tables: number): Promise<void>;
  onTable(done: number, rows: number): Promise<void>;
  onPiece(position: number, bytes: Buffer): Promise<void>;
}

export interface WrittenExport {
  rows: number;
  bytes: number;
}

/**
 * Everything of one organisation as a zip of JSON lines, one file a table, at one moment. Read as the application’s
 * role, bound to the organisation: Row-Level Security keeps every other one out whatever is asked for.
 */
export async function writeExport(orgId: string, sink: ExportSink): Promise<WrittenExport> {
  const client = new Client({ ...connectionFor("floopy_app"), connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    await client.query("SELECT set_config('app.org_id', $1, true)", [orgId]);
    const tables = await exportedTables(client);
    await sink.onStart(tables.length);
    return await zipTables(client, { orgId, tables }, sink);
  } finally {
    await client.end();
  }
}

async function zipTables(
  client: ClientBase,
  { orgId, tables }: { orgId: string; tables: readonly ExportedTable[] },
  sink: ExportSink,
): Promise<WrittenExport> {
  const zip = new ZipFile();
  let rows = 0;
  tables.forEach((table, index) => {
    zip.addReadStreamLazy(`${table.name}.jsonl`, (done) => {
      const lines = linesOf(client, { orgId, table }, async (count) => {
        rows += count;
        await sink.onTable(index + 1, rows);
      });
      done(null, Readable.from(lines));
    });
  });
  zip.addBuffer(Buffer.from(README), "README.txt");
  zip.end();
  const bytes = await inPieces(Readable.from(zip.outputStream), sink);
  return { rows, bytes };
}

/** Tables are read one after the other, as the zip asks for them: one connection reads one thing at a time. */
async function* linesOf(
  client: ClientBase,
  { orgId, table: { name, columns } }: { orgId: string; table: ExportedTable },
  onDone: (rows: number) => Promise<void>,
): AsyncGenerator<Buffer> {
  const list = columns.map((column) => `t."${column}"`).join(", ");
  await client.query(
    `DECLARE export_rows CURSOR FOR SELECT to_jsonb(r)::text AS line FROM (SELECT ${list} FROM "${name}" t) r`,
  );
  let count = 0;
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`FETCH ${FETCH_ROWS} FROM export_rows`);
    const lines = rows.map(({ line }) => line);
    const readable = await openLines(client, { orgId, table: name }, lines);
    if (rows.length > 0) yield Buffer.from(readable.map((line) => `${line}\n`).join(""));
    count += rows.length;
    if (rows.length < FETCH_ROWS) break;
  }
  await client.query("CLOSE export_rows");
  await onDone(count);
}

async function inPieces(zip: Readable, sink: ExportSink): Promise<number> {
  let held: Buffer[] = [];
  let [heldBytes, bytes, position] = [0, 0, 0];
  const flush = async (): Promise<void> => {
    if (heldBytes === 0) return;
    await sink.onPiece(position, Buffer.concat(held));
    position += 1;
    held = [];
    heldBytes = 0;
  };
  for await (const chunk of zip) {
    const piece = Buffer.from(chunk);
    held.push(piece);
    heldBytes += piece.length;
    bytes += piece.length;
    if (heldBytes >= PIECE_BYTES) await flush();
  }
  await flush();
  return bytes;
}

const README = `Everything that Floopy holds of your organisation, one file a table, one JSON object a line.
Left out: secrets (keys are stored hashed or encrypted and cannot be given back) and counters that only run the product.
Money is in millionths of a US dollar, times are in UTC.
`;
