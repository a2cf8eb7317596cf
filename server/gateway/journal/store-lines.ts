import { appendFileSync } from "node:fs";
import path from "node:path";
import { errorFields, log } from "@/server/core/logger";
import {
  amendRequests,
  ingestBatch,
  isDataFailure,
  parseAmendmentLine,
  parseRecordLine,
  type RequestAmendment,
  type RequestRecord,
} from "@/server/modules/ingest";

/**
 * Stores a batch of journal lines. A line that can never be stored is set aside in a `.bad` file, so that one
 * poisoned record does not hold up all others; any other failure is thrown and tried again later.
 */
export async function storeLines(folder: string, segment: string, lines: readonly string[]): Promise<void> {
  const records: RequestRecord[] = [];
  const amendments: RequestAmendment[] = [];
  for (const line of lines) {
    const amendment = parseAmendmentLine(line);
    const record = amendment === null ? parseRecordLine(line) : null;
    if (amendment !== null) amendments.push(amendment);
    else if (record === null) setAside(folder, segment, line, new Error("not a record"));
    else records.push(record);
  }
  await storeRecords(records, (record, thrown) => setAside(folder, segment, JSON.stringify(record), thrown));
  // Each stands behind its record.
  await amendRequests(amendments);
}

async function storeRecords(
  records: readonly RequestRecord[],
  onPoison: (record: RequestRecord, thrown: unknown) => void,
): Promise<void> {
  try {
    await ingestBatch(records);
  } catch (thrown) {
    if (!isDataFailure(thrown)) throw thrown;
    const [first] = records;
    if (first !== undefined && records.length === 1) return onPoison(first, thrown);
    const middle = Math.ceil(records.length / 2);
    await storeRecords(records.slice(0, middle), onPoison);
    await storeRecords(records.slice(middle), onPoison);
  }
}

function setAside(folder: string, segment: string, line: string, thrown: unknown): void {
  appendFileSync(path.join(folder, `${segment}.bad`), `${line}\n`, { mode: 0o600 });
  log.error("a record cannot be stored and was set aside", { segment, ...errorFields(thrown) });
}
