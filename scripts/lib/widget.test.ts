import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { bundleWidget } from "./widget.mjs";

/** What a page that asks its users may have to load for it. */
const GZIP_BYTES_MAX = 9 * 1024;
let code: string;

beforeAll(async () => {
  code = new TextDecoder().decode(await bundleWidget());
});

describe("the widget as browsers get it", () => {
  it("is loader and widget in at most 9 KB of gzip", () => {
    expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(GZIP_BYTES_MAX);
  });

  it("has nothing in it that a strict policy or Trusted Types refuse", () => {
    expect(code).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\.cssText/,
    );
    expect(code).not.toMatch(/\bimport\(|document\.cookie/);
  });

  it("takes one global name", () => {
    expect(new Set([...code.matchAll(/window\.(\w+)\s*=[^=]/g)].map(([, name]) => name))).toEqual(
      new Set(["floopy"]),
    );
  });
});
