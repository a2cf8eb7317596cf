import type { DotTone } from "@/app/_ui/badge";
import type { RequestStatus } from "@/server/contracts/requests";

interface StatusLook {
  label: string;
  tone: DotTone;
  /** For SVG shapes: what went well stays quiet, so that the rest is seen. */
  fill: string;
}

/** One word and one colour per status, the same in every table, chart and sheet. */
export const REQUEST_STATUS_LOOK: Readonly<Record<RequestStatus, StatusLook>> = {
  ok: { label: "OK", tone: "success", fill: "fill-success-solid opacity-45" },
  cached: { label: "Cached", tone: "info", fill: "fill-info-solid" },
  client_closed: { label: "Client left", tone: "neutral", fill: "fill-neutral-solid" },
  blocked: { label: "Blocked", tone: "warning", fill: "fill-warning-solid" },
  error: { label: "Error", tone: "error", fill: "fill-error-solid" },
};
