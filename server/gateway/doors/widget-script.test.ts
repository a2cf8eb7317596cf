import { mkdtempSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listen } from "../conformance/harness";
import { createWidgetDoor } from "./widget-script";

const SOURCE = "window.floopy = 1; // ü";
const PINNED = "v1-0123456789ab.js";
let server: Server;
let origin: string;

beforeAll(async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "floopy-widget-"));
  for (const name of ["v1.js", PINNED, "secret.js"]) writeFileSync(path.join(folder, name), SOURCE);
  const door = createWidgetDoor(folder);
  ({ server, origin } = await listen((req, res) => {
    if (!door(req, res)) res.writeHead(404).end("others");
  }));
});
afterAll(() => {
  server.close();
});

const get = (name: string, headers: Record<string, string> = {}, method = "GET") =>
  fetch(`${origin}/nps/${name}`, { method, headers });

describe("the widget's script", () => {
  it("is sent as small as the browser takes it", async () => {
    for (const [accepted, encoding] of [
      ["gzip, br", "br"],
      ["gzip", "gzip"],
      ["identity", null],
    ] as const) {
      const response = await get("v1.js", { "accept-encoding": accepted });
      expect(response.headers.get("content-encoding")).toBe(encoding);
      expect(await response.text()).toBe(SOURCE);
    }
  });

  it("may be loaded by any page, with an integrity attribute too", async () => {
    const { headers } = await get("v1.js");
    expect(Object.fromEntries(headers)).toMatchObject({
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
      "content-type": "text/javascript; charset=utf-8",
    });
  });

  it("is asked for again after minutes, a pinned version never", async () => {
    const newest = await get("v1.js");
    expect(newest.headers.get("cache-control")).toContain("max-age=300");
    expect((await get("v1.js", { "if-none-match": newest.headers.get("etag") ?? "" })).status).toBe(304);
    expect((await get(PINNED)).headers.get("cache-control")).toContain("immutable");
  });

  it.each(["secret.js", "../package.json", "v1-unknown.js", "v1-aaaaaaaaaaaa.js"])(
    "leaves %s to others",
    async (name) => {
      expect(await (await get(name)).text()).toBe("others");
    },
  );

  it("takes nothing", async () => {
    expect((await get("v1.js", {}, "POST")).status).toBe(404);
    expect(await (await get("v1.js", {}, "HEAD")).text()).toBe("");
  });
});
