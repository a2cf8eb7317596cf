import { PROVIDERS } from "@/server/contracts/provider-table";
import { isCustomerNamed, upstreamUrl } from "@/server/contracts/provider-url";
import type { RemoteDetectorSettings } from "@/server/contracts/remote-detector";
import { authorizeCall } from "@/server/core/provider-auth/authorize-call";
import type { OrgConfig, RemoteDetectorConfig } from "@/server/modules/gateway-config";
import { signedHeaders } from "@/server/modules/webhooks";
import { sandboxBaseUrl } from "../../sandbox/sandbox-server";
import type { Hop } from "../../stages/plan-route";
import { prepareRequest } from "../../upstream/prepare-request";
import type { UpstreamRequest } from "../../upstream/upstream-call";
import type { UpstreamPools } from "../../upstream/upstream-pools";

/** A text that somebody is asked about. */
export interface RemoteQuestion {
  requestId: string;
  projectId: string;
  stage: "input" | "output";
  /** In pieces that a detector takes at once. */
  pieces: readonly string[];
  /** What an answer was given to. */
  asked: string;
}

export interface DetectorCalls {
  requests: UpstreamRequest[];
  /** Whose prices hold; null where nothing is known of any. */
  hop: Hop | null;
}

/** What is to be sent; null where the provider key is gone or has no such address. */
export async function detectorCalls(
  pools: UpstreamPools,
  org: OrgConfig,
  { settings, secret }: RemoteDetectorConfig,
  question: RemoteQuestion,
): Promise<DetectorCalls | null> {
  if (settings.kind === "webhook") {
    if (secret === null) return null;
    return { requests: [webhookCall(pools, settings.url, secret, question)], hop: null };
  }
  const hop = hopOf(org, settings);
  if (hop === null) return null;
  if (settings.kind === "openai_moderation") {
    const request = await moderationCall(pools, hop, question);
    return request === null ? null : { requests: [request], hop: null };
  }
  const requests = await Promise.all(question.pieces.map((piece) => guardCall(pools, hop, question, piece)));
  return { requests, hop };
}

function hopOf(org: OrgConfig, settings: Exclude<RemoteDetectorSettings, { kind: "webhook" }>): Hop | null {
  const connection = org.connections.find(({ id }) => id === settings.providerKeyId);
  const provider = connection === undefined ? undefined : PROVIDERS[connection.provider];
  if (connection === undefined || provider === undefined) return null;
  return { provider, model: settings.model, connection, fallbackIndex: 0, candidateId: null };
}

const HEADERS = {
  "content-type": "application/json",
  accept: "application/json",
  "accept-encoding": "identity",
} as const;

function webhookCall(
  pools: UpstreamPools,
  address: string,
  secret: string,
  { requestId, projectId, stage, pieces }: RemoteQuestion,
): UpstreamRequest {
  const at = new Date();
  const eventId = `chk_${requestId}_${stage}`;
  const data = { request_id: requestId, project_id: projectId, stage, text: pieces.join("") };
  const body = JSON.stringify({ type: "firewall.check", timestamp: at.toISOString(), data });
  const url = new URL(address);
  return {
    pool: pools.get(url.origin, true),
    path: url.pathname + url.search,
    headers: {
      ...HEADERS,
      "user-agent": "floopy-webhooks",
      ...signedHeaders({ eventId, body, at }, [secret]),
    },
    body: Buffer.from(body),
  };
}

async function moderationCall(
  pools: UpstreamPools,
  { provider, connection, model }: Hop,
  { pieces }: RemoteQuestion,
): Promise<UpstreamRequest | null> {
  const chat = provider.isSandbox
    ? `${await sandboxBaseUrl()}${provider.paths.chat ?? ""}`
    : upstreamUrl(provider, { endpoint: "chat", model, isStream: false }, connection);
  const address = chat?.replace(/\/chat\/completions$/, "/moderations");
  if (address === undefined || address === chat) return null;
  const url = new URL(address);
  const body = Buffer.from(JSON.stringify({ model, input: pieces }));
  const call = {
    endpoint: "chat",
    method: "POST",
    url: address,
    body,
    settings: connection?.settings ?? {},
  } as const;
  return {
    pool: pools.get(url.origin, isCustomerNamed(provider)),
    path: url.pathname + url.search,
    headers: {
      ...HEADERS,
      "user-agent": "floopy-gateway",
      ...(await authorizeCall(provider, connection?.secret ?? null, call)),
    },
    body,
  };
}

/** A verdict is a few words; more is none. */
export const VERDICT_TOKENS_MAX = 100;

/** A guard model is shown a conversation: what was asked, and where it is about the answer, that. */
function guardCall(
  pools: UpstreamPools,
  hop: Hop,
  { stage, asked }: RemoteQuestion,
  piece: string,
): Promise<UpstreamRequest> {
  const messages =
    stage === "input"
      ? [{ role: "user", content: piece }]
      : [
          { role: "user", content: asked },
          { role: "assistant", content: piece },
        ];
  const field =
    hop.provider.quirks.maxTokensField === "max_completion_tokens" ? "max_completion_tokens" : "max_tokens";
  const body = Buffer.from(
    JSON.stringify({ model: hop.model, messages, temperature: 0, [field]: VERDICT_TOKENS_MAX }),
  );
  return prepareRequest(hop, { endpoint: "chat", headers: {}, body, isStream: false }, pools);
}
