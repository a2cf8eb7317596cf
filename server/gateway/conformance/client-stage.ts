import { eventually } from "@/server/testing/eventually";
import { createGatewayTenant, createTestRoute, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { answers, chunkEvent, FakeUpstream } from "./fake-upstream";
import { type Harness, type StoredRequest, startHarness } from "./harness";

/** What a client library is tried against: a gateway, an organisation, and an upstream that can be made to hang. */
export interface ClientStage {
  harness: Harness;
  tenant: GatewayTenant;
  /** Resolves when a call of the model has reached the provider. */
  reached(model: string): Promise<void>;
  /** Resolves when the gateway has closed its last call of the model. */
  abandoned(model: string): Promise<void>;
  /** The one stored request of a session. */
  requestOf(sessionId: string): Promise<StoredRequest>;
  close(): Promise<void>;
}

/**
 * The models of `custom` end in one of the given names, so that one test's calls are never taken for another's:
 * `hang-…` never answers, `drip-…` says one word and then nothing, `unknown-…` is none the provider has.
 */
export async function startClientStage(names: readonly string[]): Promise<ClientStage> {
  const upstream = await new FakeUpstream().start();
  // A list of its own keeps the provider from being asked for every name that nobody knows.
  const customModels = names.map((name) => `unknown-${name}`);
  const tenant = await createGatewayTenant({ customBaseUrl: upstream.baseUrl, customModels });
  await createTestRoute(tenant, { slug: "auto", candidates: [{ provider: "sandbox", model: "quick" }] });
  const harness = await startHarness();
  const words = JSON.stringify({ error: { message: "no such model here", type: "not_found", code: null } });
  for (const name of names) {
    upstream.on(`hang-${name}`, () => {});
    upstream.on(`unknown-${name}`, answers(404, words));
    upstream.on(`drip-${name}`, (res) => {
      res.writeHead(200, { "content-type": "text/event-stream" });
      res.write(chunkEvent({ role: "assistant", content: "Hello" }));
    });
  }
  return {
    harness,
    tenant,
    reached: async (model) => {
      await eventually(() => {
        if (upstream.callsOf(model).length === 0) throw new Error(`nothing called ${model}`);
      });
    },
    abandoned: async (model) => upstream.callsOf(model).at(-1)?.closed,
    requestOf: (sessionId) =>
      eventually(async () => {
        const requests = await harness.recordsOf(tenant.orgId);
        const [request, ...more] = requests.filter((one) => one.sessionId === sessionId);
        if (request === undefined || more.length > 0) throw new Error(`not one request of ${sessionId}`);
        return request;
      }),
    close: async () => {
      await harness.close();
      upstream.close();
    },
  };
}
