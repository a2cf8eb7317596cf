import type { Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGatewayTenant } from "@/server/testing/gateway-tenant";
import { FakeUpstream } from "./fake-upstream";
import { DOORS, type Harness, listen, startHarness } from "./harness";
import { ObjectUpstream } from "./object-upstream";
import { type RawCall, rawCall } from "./raw-call";

let harness: Harness;
/** What lies behind the gateway and must never be reached by way of it. */
let inside: { server: Server; origin: string };
let reached = 0;

beforeAll(async () => {
  inside = await listen((_req, res) => {
    reached += 1;
    res.end('{"secret":"inside"}');
  });
  harness = await startHarness();
});
afterAll(async () => {
  await harness.close();
  inside.server.close();
});

const CHAT: RawCall = {
  body: JSON.stringify({ model: "custom/moved", messages: [{ role: "user", content: "hi" }] }),
};

describe.each(DOORS)("a provider's address that leads elsewhere, at the %s door", (door) => {
  it.each([301, 302, 303, 307, 308])("is not followed by a redirect with %i", async (status) => {
    const upstream = await new FakeUpstream().start();
    upstream.on("moved", (res) => {
      res.writeHead(status, { location: `${inside.origin}/latest` }).end();
    });
    const tenant = await createGatewayTenant({ customBaseUrl: upstream.baseUrl, customModels: ["moved"] });
    for (const body of [CHAT.body, String(CHAT.body).replace("{", '{"stream":true,')]) {
      const response = await rawCall(`${harness.baseUrl(door)}/chat/completions`, tenant.apiKey, {
        ...CHAT,
        body: String(body),
      });
      expect([response.status, response.json().error.code]).toEqual([502, "all_providers_failed"]);
      expect(response.text).not.toContain("inside");
      expect(response.headers.location).toBeUndefined();
    }
    expect(reached).toBe(0);
    upstream.close();
  });

  it("is not followed for files either", async () => {
    const account = await new ObjectUpstream(`moved-${door}`).start();
    const tenant = await createGatewayTenant({ customBaseUrl: account.baseUrl });
    const call = (path: string, step: RawCall = { method: "GET" }) =>
      rawCall(`${harness.baseUrl(door)}${path}`, tenant.apiKey, step);
    const upload = () =>
      call("/files", {
        method: "POST",
        headers: { "content-type": "multipart/form-data; boundary=b" },
        body: "--b--\r\n",
      });
    const id = String((await upload()).json().id);
    account.intercept = (req, res) => {
      req.resume().on("end", () => res.writeHead(307, { location: `${inside.origin}/files` }).end());
      return true;
    };
    for (const response of [await upload(), await call(`/files/${id}`), await call(`/files/${id}/content`)]) {
      expect(response.status).toBe(502);
      expect(response.text).not.toContain("inside");
    }
    expect(reached).toBe(0);
    account.close();
  });
});
