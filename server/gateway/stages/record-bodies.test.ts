import { describe, expect, it } from "vitest";
import { Exchange } from "../exchange";
import { readBody } from "./read-body";
import { recordBodies } from "./record-bodies";
import { resolveScope } from "./resolve-scope";
import { testCaller, testRequest } from "./test-caller";

async function exchangeOf(
  mode: "full" | "redacted" | "metadata" | "none",
  content: string,
): Promise<Exchange> {
  const body = JSON.stringify({ model: "m", temperature: 1, messages: [{ role: "user", content }] });
  const exchange = new Exchange(testRequest({}, body), "chat");
  exchange.body = await readBody(exchange.req, "chat", { bytesMax: 1e9 });
  exchange.scope = { ...resolveScope(testCaller(), {}, Buffer.alloc(32)), storageMode: mode };
  exchange.responseBytes = Buffer.from(
    JSON.stringify({ choices: [{ message: { content: `about ${content}` } }] }),
  );
  return exchange;
}

describe("recordBodies", () => {
  it("keeps no text at all unless the storage mode says so", async () => {
    for (const mode of ["none", "metadata"] as const)
      expect(await recordBodies(await exchangeOf(mode, "secret"))).toBeNull();
  });

  it("keeps the bytes as they came in full mode", async () => {
    const exchange = await exchangeOf("full", "ada@example.com");
    expect(await recordBodies(exchange)).toEqual({
      requestBody: exchange.body?.bytes.toString(),
      responseBody: exchange.responseBytes?.toString(),
      isTruncated: false,
      isRedacted: false,
    });
  });

  it("replaces personal data in the request and the answer before anything is kept", async () => {
    const bodies = await recordBodies(
      await exchangeOf("redacted", "write to ada.lovelace@example.com please"),
    );
    expect(bodies?.isRedacted).toBe(true);
    expect(`${bodies?.requestBody}${bodies?.responseBody}`).not.toContain("ada.lovelace");
    expect(JSON.parse(bodies?.requestBody ?? "")).toMatchObject({ temperature: 1 });
  });

  it("cuts long texts, marks it, and leaves valid JSON", async () => {
    for (const mode of ["full", "redacted"] as const) {
      const bodies = await recordBodies(await exchangeOf(mode, "word ".repeat(200_000)));
      expect(bodies?.isTruncated).toBe(true);
      expect(bodies?.requestBody?.length).toBeLessThan(300_000);
      expect(JSON.parse(bodies?.requestBody ?? "")).toMatchObject({ model: "m" });
    }
  });

  it("keeps nothing of a body that was never understood", async () => {
    const exchange = await exchangeOf("full", "x");
    exchange.body = null;
    expect(await recordBodies(exchange)).toBeNull();
  });
});
