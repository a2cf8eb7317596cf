import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

/** `v1.js` is the newest; a name with a hash is one version for ever. */
const PATH = /^\/nps\/(v1(-[0-9a-f]{12})?\.js)(?:\?|$)/;

interface Script {
  etag: string;
  bodies: { br: Buffer; gzip: Buffer; identity: Buffer };
}

/**
 * Serves the widget, small: Next would send it uncompressed. Says whether it has answered; what it does not know is
 * left to others.
 */
export function createWidgetDoor(folder: string): (req: IncomingMessage, res: ServerResponse) => boolean {
  const known = new Map<string, Script | null>();
  const scriptOf = (name: string): Script | null => {
    const script = known.get(name) ?? readScript(path.join(folder, name));
    if (script !== null) known.set(name, script);
    return script;
  };
  return (req, res) => {
    const [, name, pin] = PATH.exec(req.url ?? "") ?? [];
    if (name === undefined || (req.method !== "GET" && req.method !== "HEAD")) return false;
    const script = scriptOf(name);
    if (script === null) return false;
    answer(req, res, script, pin !== undefined);
    return true;
  };
}

function readScript(file: string): Script | null {
  try {
    const identity = readFileSync(file);
    const etag = `"${createHash("sha256").update(identity).digest("hex").slice(0, 16)}"`;
    return {
      etag,
      bodies: { br: brotliCompressSync(identity), gzip: gzipSync(identity, { level: 9 }), identity },
    };
  } catch {
    // Not there: a page that pins a version of another installation, or somebody trying names.
    return null;
  }
}

function answer(
  req: IncomingMessage,
  res: ServerResponse,
  { etag, bodies }: Script,
  isPinned: boolean,
): void {
  const accepted = String(req.headers["accept-encoding"] ?? "");
  const encoding = /\bbr\b/.test(accepted) ? "br" : /\bgzip\b/.test(accepted) ? "gzip" : "identity";
  const headers: Record<string, string | number> = {
    etag,
    vary: "Accept-Encoding",
    "cache-control": isPinned
      ? "public, max-age=31536000, immutable"
      : "public, max-age=300, stale-while-revalidate=86400",
    // Pages with an integrity attribute, and isolated ones, may only load what says so.
    "access-control-allow-origin": "*",
    "cross-origin-resource-policy": "cross-origin",
    "x-content-type-options": "nosniff",
  };
  if (req.headers["if-none-match"] === etag) {
    res.writeHead(304, headers).end();
    return;
  }
  const body = bodies[encoding];
  if (encoding !== "identity") headers["content-encoding"] = encoding;
  headers["content-type"] = "text/javascript; charset=utf-8";
  headers["content-length"] = body.length;
  res.writeHead(200, headers).end(req.method === "HEAD" ? undefined : body);
}
