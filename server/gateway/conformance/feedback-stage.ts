import { systemDb } from "@/server/db/system";
import { createGatewayTenant, createTestKey, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { readTexts } from "@/server/testing/read-texts";
import { DOORS, type DoorName, type Harness, startHarness } from "./harness";
import { type RawResponse, rawCall } from "./raw-call";

export const ORIGIN = "https://app.example.com";

export interface FeedbackTenant extends GatewayTenant {
  /** A publishable key for pages of `ORIGIN`. */
  pageKey: string;
}

export async function createFeedbackTenant(): Promise<FeedbackTenant> {
  const tenant = await createGatewayTenant();
  return { ...tenant, pageKey: await createPageKey(tenant) };
}

export function createPageKey(tenant: GatewayTenant, allowedOrigins = [ORIGIN]): Promise<string> {
  return createTestKey(tenant, { kind: "publishable", permissions: ["feedback"], allowedOrigins });
}

export interface FeedbackStage {
  harness: Harness;
  /** A call by the customer's server. */
  serve(
    door: DoorName,
    tenant: GatewayTenant,
    path: string,
    body: unknown,
    headers?: Headers,
  ): Promise<RawResponse>;
  /** A call by a page of `ORIGIN`. */
  page(
    door: DoorName,
    tenant: FeedbackTenant,
    path: string,
    body: unknown,
    headers?: Headers,
  ): Promise<RawResponse>;
  /** Requests in a session, stored. */
  converse(tenant: GatewayTenant, sessionId: string, turns?: number, headers?: Headers): Promise<string[]>;
  close(): Promise<void>;
}

type Headers = Record<string, string>;

export async function startFeedbackStage(): Promise<FeedbackStage> {
  const harness = await startHarness();
  const post = (door: DoorName, key: string, path: string, body: unknown, headers: Headers) =>
    rawCall(`${harness.baseUrl(door)}${path}`, key, {
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers,
    });
  return {
    harness,
    serve: (door, tenant, path, body, headers = {}) => post(door, tenant.apiKey, path, body, headers),
    page: (door, tenant, path, body, headers = {}) =>
      post(door, tenant.pageKey, path, body, { origin: ORIGIN, ...headers }),
    converse: async (tenant, sessionId, turns = 2, headers = {}) => {
      const ids: string[] = [];
      for (let turn = 0; turn < turns; turn++) {
        const body = { model: "sandbox/quick", messages: [{ role: "user", content: `Turn ${turn}` }] };
        const sent = { "floopy-session-id": sessionId, ...headers };
        const response = await post(DOORS[0] ?? "lean", tenant.apiKey, "/chat/completions", body, sent);
        ids.push(String(response.headers["x-request-id"]));
      }
      for (const id of ids) await harness.record(id);
      return ids;
    },
    close: () => harness.close(),
  };
}

/** What is stored of the tenant's NPS answers, oldest first. */
export async function storedAnswers(tenant: Pick<GatewayTenant, "orgId">) {
  const { orgId } = tenant;
  const rows = await systemDb().npsResponse.findMany({ where: { orgId }, orderBy: { createdAt: "asc" } });
  return readTexts(tenant, "nps_responses", rows);
}

export async function topicsOf(tenant: Pick<GatewayTenant, "orgId">): Promise<string[]> {
  const rows = await systemDb().outboxMessage.findMany({ where: { orgId: tenant.orgId } });
  return rows.map(({ topic }) => topic).sort();
}
