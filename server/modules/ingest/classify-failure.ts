import { UnstorableRecordError } from "./partitions";

/**
 * Whether the data itself is at fault (SQLSTATE classes 21, 22 and 23, or a time without a partition), so that
 * trying again cannot help. Everything else, such as a database that is away, is worth another try.
 */
export function isDataFailure(thrown: unknown): boolean {
  return thrown instanceof UnstorableRecordError || /^2[123]/.test(sqlState(thrown));
}

/** PostgreSQL reports a row that no partition takes as a failed check. */
export function isMissingPartition(thrown: unknown): boolean {
  return sqlState(thrown) === "23514";
}

function sqlState(thrown: unknown): string {
  if (typeof thrown !== "object" || thrown === null || !("code" in thrown)) return "";
  return typeof thrown.code === "string" ? thrown.code : "";
}
