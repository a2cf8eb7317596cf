import type { ProviderQuirks } from "@/server/contracts/provider-types";
import { findMembers, memberAndComma, wholeMember } from "../body/json-members";
import { applyEdits } from "../body/upstream-body";
import { type JsonObject, own, parseObject } from "../json-value";
import type { Hop } from "../stages/plan-route";
import type { ModelBody } from "../stages/read-body";
import type { HeaderMap } from "../types";
import { CHAT_OVER_MESSAGES_WIRE } from "./chat-over-messages-wire";
import { MESSAGES_WIRE } from "./messages-wire";
import type { Wire } from "./wire";

type CloudMessages = NonNullable<ProviderQuirks["cloudMessages"]>;

const BETA = "anthropic-beta";

/**
 * Anthropic's Messages at a cloud where the address names the model: in the body the format's version takes its place.
 * The rest of the bytes stays as it came.
 */
export const CLOUD_MESSAGES_WIRE: Wire = {
  ...MESSAGES_WIRE,
  requestBody: cloudBody,
  requestHeaders: betaHeader,
};

/** Chat for the same: made a message first. */
export const CHAT_OVER_CLOUD_MESSAGES_WIRE: Wire = {
  ...CHAT_OVER_MESSAGES_WIRE,
  requestBody: (body, hop, sent = {}) => {
    const message = CHAT_OVER_MESSAGES_WIRE.requestBody(body, hop, sent);
    const cloud = hop.provider.quirks.cloudMessages;
    if (cloud === null) return message;
    return writeAnew(parseObject(message.toString()) ?? {}, cloudMembers(cloud, sent), cloud.keepsStream);
  },
  requestHeaders: betaHeader,
};

function betaHeader(sent: HeaderMap): Record<string, string> {
  const beta = sent[BETA];
  return beta === undefined ? {} : { [BETA]: beta };
}

function cloudBody(body: ModelBody, { provider }: Hop, sent: HeaderMap = {}): Buffer {
  const cloud = provider.quirks.cloudMessages;
  if (cloud === null) return body.bytes;
  const members = cloudMembers(cloud, sent);
  const streams = cloud.keepsStream ? [] : findMembers(body.bytes, "stream");
  // A caller that speaks to a cloud already has these members: what they are is for them to say.
  if (hasAny(body.json, members) || streams.length > 1)
    return writeAnew(body.json, members, cloud.keepsStream);
  const edits = [
    { ...wholeMember(body.bytes, body.modelRange), text: JSON.stringify(members).slice(1, -1) },
    // Asked for by the address; in the body it is refused.
    ...streams.map((stream) => ({ ...memberAndComma(body.bytes, stream), text: "" })),
  ];
  return applyEdits(body.bytes, edits);
}

function cloudMembers(cloud: CloudMessages, sent: HeaderMap): JsonObject {
  const betas = cloud.takesBetaInBody ? betasIn(sent[BETA]) : [];
  return { anthropic_version: cloud.version, ...(betas.length > 0 ? { anthropic_beta: betas } : {}) };
}

function hasAny(json: JsonObject, members: JsonObject): boolean {
  return Object.keys(members).some((name) => own(json, name) !== undefined);
}

function writeAnew(json: JsonObject, members: JsonObject, keepsStream: boolean): Buffer {
  const { model: _model, stream, ...rest } = json;
  const kept = keepsStream && stream !== undefined ? { stream } : {};
  return Buffer.from(JSON.stringify({ ...members, ...rest, ...kept }));
}

function betasIn(header: string | undefined): string[] {
  const betas = (header ?? "").split(",").map((beta) => beta.trim());
  return betas.filter((beta) => beta !== "");
}
