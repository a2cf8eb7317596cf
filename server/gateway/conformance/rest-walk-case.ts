import type { KeyKind } from "@/server/core/api-key-format";
import type { RawCall } from "./raw-call";

/** What one organisation has and another must not find; the same shape for names that nobody has. */
export interface Names {
  projectId: string;
  projectSlug: string;
  routeSlug: string;
  routeId: string;
  experimentId: string;
  datasetId: string;
  evaluationId: string;
  promptId: string;
  providerKeyId: string;
  model: string;
  fileId: string;
  batchId: string;
  storedRequestId: string;
  sessionId: string;
}

export interface Step extends RawCall {
  path: string;
}

export type RestCase =
  /** Answers anyone, and about no organisation; these are all its members. */
  | { kind: "open"; path: string; members: readonly string[] }
  | {
      kind: "keyed";
      /** Which keys may call it: those of servers, unless it says otherwise. */
      keys?: readonly KeyKind[];
      plain: Step;
      withNames(names: Names): Record<string, Step>;
    };

export const get = (path: string, headers: Record<string, string> = {}): Step => ({
  method: "GET",
  path,
  headers,
});

export function post(
  path: string,
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
): Step {
  return { method: "POST", path, body: JSON.stringify(body), headers };
}

const FORM = [
  "--b",
  'content-disposition: form-data; name="purpose"',
  "",
  "batch",
  "--b",
  'content-disposition: form-data; name="file"; filename="x.jsonl"',
  "",
  "{}",
  "--b--",
  "",
].join("\r\n");

export function upload(headers: Record<string, string> = {}): Step {
  const type = { "content-type": "multipart/form-data; boundary=b" };
  return { method: "POST", path: "/files", body: FORM, headers: { ...type, ...headers } };
}
