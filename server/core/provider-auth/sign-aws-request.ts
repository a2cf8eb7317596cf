import { createHash, createHmac } from "node:crypto";
import type { AwsAccessKey } from "@/server/contracts/provider-credentials";

export interface AwsRequest {
  method: string;
  url: string;
  body: Buffer;
  /** Signed too, besides what the signature needs; names in lower case. */
  headers?: Readonly<Record<string, string>>;
}

export interface AwsScope {
  service: string;
  region: string;
}

type AwsKey = Pick<AwsAccessKey, "accessKeyId" | "secretAccessKey" | "sessionToken">;

const KEYS_MAX = 1_000;
const signingKeys = new Map<string, Buffer>();

/** The headers that make a request one of this access key's: AWS Signature Version 4, for every service but S3. */
export function signAwsRequest(
  request: AwsRequest,
  scope: AwsScope,
  key: AwsKey,
  now: Date,
): Record<string, string> {
  const time = now.toISOString().replace(/[-:]|\.\d{3}/g, "");
  const scopeText = `${time.slice(0, 8)}/${scope.region}/${scope.service}/aws4_request`;
  const url = new URL(request.url);
  const headers: Record<string, string> = { ...request.headers, host: url.host, "x-amz-date": time };
  if (key.sessionToken !== undefined) headers["x-amz-security-token"] = key.sessionToken;
  const names = Object.keys(headers).sort();
  const canonical = [
    request.method,
    url.pathname.split("/").map(escapeStrict).join("/"),
    canonicalQuery(url.searchParams),
    ...names.map((name) => `${name}:${headers[name]?.trim().replace(/\s+/g, " ")}`),
    "",
    names.join(";"),
    sha256(request.body),
  ].join("\n");
  const toSign = ["AWS4-HMAC-SHA256", time, scopeText, sha256(canonical)].join("\n");
  const signature = hmac(signingKey(key.secretAccessKey, scopeText), toSign).toString("hex");
  const { host: _host, ...sent } = headers;
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${key.accessKeyId}/${scopeText}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  };
}

/** Good for one day, region and service. */
function signingKey(secret: string, scopeText: string): Buffer {
  const name = `${sha256(secret)} ${scopeText}`;
  const known = signingKeys.get(name);
  if (known !== undefined) return known;
  const key = scopeText
    .split("/")
    .reduce<Buffer>((last, part) => hmac(last, part), Buffer.from(`AWS4${secret}`));
  if (signingKeys.size >= KEYS_MAX) signingKeys.clear();
  signingKeys.set(name, key);
  return key;
}

function canonicalQuery(query: URLSearchParams): string {
  const pairs = [...query].map(([name, value]): [string, string] => [
    escapeStrict(name),
    escapeStrict(value),
  ]);
  return pairs
    .sort(([left, one], [right, two]) => compare(left, right) || compare(one, two))
    .map((pair) => pair.join("="))
    .join("&");
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function escapeStrict(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(data: string | Buffer): string {
  return createHash("sha256").update(data).digest("hex");
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
