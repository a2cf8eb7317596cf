import { describe, expect, it } from "vitest";
import { variantFor } from "@/server/contracts/model-variant";
import { PROVIDERS } from "@/server/contracts/provider-table";
import { readBody } from "../stages/read-body";
import { testRequest } from "../stages/test-caller";
import { CLOUD_MESSAGES_WIRE as WIRE } from "./cloud-messages-wire";

const MODELS = { bedrock: "us.anthropic.claude-sonnet-4-6-v1:0", vertex: "claude-sonnet-4-6" };

async function sent(cloud: keyof typeof MODELS, body: string, headers: Record<string, string> = {}) {
  const served = PROVIDERS[cloud];
  if (served === undefined) throw new Error("no such provider");
  const model = MODELS[cloud];
  const provider = variantFor(served, model);
  const read = await readBody(testRequest({}, body), "messages", { bytesMax: 10_000 });
  const hop = { provider, model, connection: null, fallbackIndex: 0, candidateId: null };
  return WIRE.requestBody(read, hop, headers).toString();
}

const MESSAGES = '"messages":[{"role":"user","content":"a \\"model\\": b"}]';

describe("Messages at a cloud", () => {
  it("names the version where the model stood and leaves every other byte as it came", async () => {
    expect(await sent("vertex", `{ "model" : "x", "max_tokens":1e2, "stream":true, ${MESSAGES} }`)).toBe(
      `{ "anthropic_version":"vertex-2023-10-16", "max_tokens":1e2, "stream":true, ${MESSAGES} }`,
    );
  });

  it.each([
    [`{"stream":true,"model":"x",${MESSAGES}}`, `{"anthropic_version":"bedrock-2023-05-31",${MESSAGES}}`],
    [
      `{"model":"x",${MESSAGES} , "stream" : false }`,
      `{"anthropic_version":"bedrock-2023-05-31",${MESSAGES}  }`,
    ],
    [`{${MESSAGES},"stream":true,"model":"x"}`, `{${MESSAGES},"anthropic_version":"bedrock-2023-05-31"}`],
    [`{${MESSAGES},"mod\\u0065l":"x"}`, `{${MESSAGES},"anthropic_version":"bedrock-2023-05-31"}`],
  ])("takes out `stream` where it is refused: %s", async (body, expected) => {
    expect(await sent("bedrock", body)).toBe(expected);
    expect(() => JSON.parse(expected)).not.toThrow();
  });

  it("keeps the version of a caller that already speaks to a cloud", async () => {
    const body = `{"anthropic_version":"bedrock-2024-01-01","stream":true,"model":"x",${MESSAGES}}`;
    expect(JSON.parse(await sent("bedrock", body))).toEqual({
      anthropic_version: "bedrock-2024-01-01",
      messages: [{ role: "user", content: 'a "model": b' }],
    });
  });

  it("sends what is in trial as a member where headers are not read, else as the header it was", async () => {
    const headers = { "anthropic-beta": "one, two" };
    expect(JSON.parse(await sent("bedrock", `{"model":"x",${MESSAGES}}`, headers))).toMatchObject({
      anthropic_beta: ["one", "two"],
    });
    expect(
      JSON.parse(await sent("vertex", `{"model":"x",${MESSAGES}}`, headers)).anthropic_beta,
    ).toBeUndefined();
    expect(WIRE.requestHeaders({ ...headers, "anthropic-version": "2023-06-01" })).toEqual(headers);
  });
});
