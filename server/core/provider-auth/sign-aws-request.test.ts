import { describe, expect, it } from "vitest";
import { signAwsRequest } from "./sign-aws-request";

const KEY = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const SCOPE = { service: "service", region: "us-east-1" };
const NOW = new Date("2015-08-30T12:36:00Z");
const HOST = "https://example.amazonaws.com";

function signatureOf(method: string, path: string, body = "", headers: Record<string, string> = {}): string {
  const request = { method, url: HOST + path, body: Buffer.from(body), headers };
  return signAwsRequest(request, SCOPE, KEY, NOW).authorization?.split("Signature=")[1] ?? "";
}

/** The signatures are those of AWS's published Signature Version 4 test suite. */
describe("signAwsRequest", () => {
  it.each([
    ["get-vanilla", "GET", "/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"],
    ["post-vanilla", "POST", "/", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"],
    [
      "get-vanilla-query-order-key-case",
      "GET",
      "/?Param2=value2&Param1=value1",
      "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    ],
  ])("signs %s as the suite does", (_, method, path, signature) => {
    expect(signatureOf(method, path)).toBe(signature);
  });

  it("signs a body and its type as post-x-www-form-urlencoded does", () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect(signatureOf("POST", "/", "Param1=value1", headers)).toBe(
      "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    );
  });

  it.each([
    [
      "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse-stream",
      "942931ec3c52d63b9a15196e6ed3ec03eec1323ac7dadd3e86e61e8dd5035507",
    ],
    [
      "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123%3Aapplication-inference-profile%2Fabc/converse",
      "dabd17e88c7ee23b7f3f64febaee3aa5935c2dbcd605098c7a0385c64413f2c9",
    ],
  ])(
    "escapes the parts of a path once more, as AWS's own client for JavaScript does: %s",
    (path, expected) => {
      const { authorization } = signAwsRequest(
        {
          method: "POST",
          url: `https://bedrock-runtime.us-east-1.amazonaws.com${path}`,
          body: Buffer.from('{"messages":[]}'),
        },
        { service: "bedrock", region: "us-east-1" },
        { ...KEY, sessionToken: "tok/en+==" },
        new Date("2026-01-02T03:04:05Z"),
      );
      expect(authorization?.split("Signature=")[1]).toBe(expected);
    },
  );

  it("signs the session token of temporary credentials and sends it", () => {
    const request = { method: "POST", url: `${HOST}/`, body: Buffer.from("{}") };
    const plain = signAwsRequest(request, SCOPE, KEY, NOW);
    const temporary = signAwsRequest(request, SCOPE, { ...KEY, sessionToken: "token" }, NOW);
    expect(temporary["x-amz-security-token"]).toBe("token");
    expect(temporary.authorization).toContain("SignedHeaders=host;x-amz-date;x-amz-security-token");
    expect(temporary.authorization).not.toBe(plain.authorization);
    expect(plain["x-amz-security-token"]).toBeUndefined();
  });

  it("gives another signature for another body, region, service, key or day", () => {
    const request = { method: "POST", url: `${HOST}/`, body: Buffer.from("{}") };
    const signatures = [
      signAwsRequest(request, SCOPE, KEY, NOW),
      signAwsRequest({ ...request, body: Buffer.from("[]") }, SCOPE, KEY, NOW),
      signAwsRequest(request, { ...SCOPE, region: "eu-west-1" }, KEY, NOW),
      signAwsRequest(request, { ...SCOPE, service: "bedrock" }, KEY, NOW),
      signAwsRequest(request, SCOPE, { ...KEY, secretAccessKey: "other" }, NOW),
      signAwsRequest(request, SCOPE, KEY, new Date("2015-08-31T12:36:00Z")),
    ].map(({ authorization }) => authorization?.split("Signature=")[1]);
    expect(new Set(signatures).size).toBe(signatures.length);
  });
});
