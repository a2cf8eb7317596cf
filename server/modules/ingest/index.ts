export { amendRequests } from "./amend-requests";
export { isDataFailure } from "./classify-failure";
export { compareUsage } from "./compare-usage";
export { countOnly } from "./count-only";
export { ERASURE_LOCK, erasureMark, markErased, organizationMark } from "./erasure-marks";
export { ingestBatch } from "./ingest-batch";
export { closeIngestPool } from "./ingest-pool";
export { keepPartitionsAhead } from "./partitions";
export {
  type AttemptRecord,
  type BodiesRow,
  type DecisionRow,
  parseAmendmentLine,
  parseRecordLine,
  type RequestAmendment,
  type RequestRecord,
  type RequestRow,
  type RequestStatus,
  type ShadowOrigin,
} from "./request-record";
export { runRetention } from "./run-retention";
