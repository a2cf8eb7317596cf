import type { SessionTurn } from "@/server/contracts/sessions";

const NEVER_STORED: ReadonlySet<string> = new Set(["files", "batches", "message_batches"]);

/** Why what was said in a turn is not here; null where it is. */
export function absenceWords({ body_state, endpoint, storage_mode }: SessionTurn): string | null {
  switch (body_state) {
    case "stored":
      return null;
    case "expired":
      return "What was said has passed the time for which your plan keeps it.";
    case "left_out":
      return "This conversation holds more text than one view shows. The request has what was said here.";
    case "not_stored":
      if (NEVER_STORED.has(endpoint)) return "Files and batches are passed on, not stored.";
      if (storage_mode === "metadata")
        return "Only facts were to be stored of this request: what was said never left memory.";
      if (storage_mode === "none") return "Only the count of this request was stored.";
      return "The request ended before its body was read.";
  }
}
