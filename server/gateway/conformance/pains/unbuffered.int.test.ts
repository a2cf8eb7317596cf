import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGatewayTenant, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { chunkEvent, DONE_EVENT, FakeUpstream } from "../fake-upstream";
import { DOORS, type Harness, startHarness } from "../harness";
import { rawCall } from "../raw-call";

let harness: Harness;
let tenant: GatewayTenant;
let upstream: FakeUpstream;

beforeAll(async () => {
  upstream = await new FakeUpstream().start();
  tenant = await createGatewayTenant({ customBaseUrl: upstream.baseUrl });
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  upstream.close();
});

const WORDS = ["one ", "two ", "three "];

describe.each(DOORS)("a stream at the %s door", (door) => {
  it("pain 10: events buffered on their way. Each one leaves before the provider says the next", async () => {
    let heard = (): void => {};
    const waitForClient = (): Promise<void> =>
      new Promise((resolve) => {
        heard = resolve;
      });
    upstream.on(`steps-${door}`, async (res) => {
      res.writeHead(200, { "content-type": "text/event-stream" });
      for (const word of WORDS) {
        // The next word is said only once the client has the one before: any buffer would end in a standstill.
        const received = waitForClient();
        res.write(chunkEvent({ content: word }));
        await received;
      }
      res.end(chunkEvent({}, "stop") + DONE_EVENT);
    });
    const body = JSON.stringify({
      model: `custom/steps-${door}`,
      stream: true,
      messages: [{ role: "user", content: "hi" }],
    });
    const response = await rawCall(`${harness.baseUrl(door)}/chat/completions`, tenant.apiKey, {
      body,
      headers: { "accept-encoding": "gzip, br" },
      onChunk: () => heard(),
    });
    expect(response.text).toContain("three ");
    expect(response.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-cache, no-transform",
      "x-accel-buffering": "no",
    });
    expect(response.headers["content-encoding"]).toBeUndefined();
  });
});
