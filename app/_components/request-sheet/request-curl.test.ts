import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { requestCurl } from "./request-curl";

const ORIGIN = "http://127.0.0.1:3000";

function facts(body: string) {
  return {
    ...{
      endpoint: "chat",
      sessionId: "chat 1",
      sessionSource: "header",
      endUserId: null,
      properties: { team: "o'neill $HOME" },
    },
    body: { request: body, response: null, isTruncated: false, isRedacted: false },
  };
}

/** What a real shell makes of the command: curl's arguments, one per line. */
function shellArguments(command: string | null): string[] {
  const script = `FLOOPY_API_KEY=fl_sk_test; curl() { printf '%s\\0' "$@"; }; ${command}`;
  return execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" }).split("\0");
}

describe("request as curl", () => {
  it("gives a shell exactly the same body, whatever quotes and dollars it holds", () => {
    const body = JSON.stringify({
      model: "auto",
      messages: [{ role: "user", content: 'it\'s `$HOME` "x" \\ \n ü' }],
    });
    const words = shellArguments(requestCurl(ORIGIN, facts(body)));
    expect(words[words.indexOf("-d") + 1]).toBe(body);
    expect(words).toContain("floopy-property-team: o'neill $HOME");
  });

  it("leaves the key to the environment", () => {
    const command = requestCurl(ORIGIN, facts("{}"));
    expect(command).toContain("$FLOOPY_API_KEY");
    expect(shellArguments(command)).toContain("authorization: Bearer fl_sk_test");
  });

  it("sends the session only when the caller had named it", () => {
    expect(requestCurl(ORIGIN, facts("{}"))).toContain("floopy-session-id: chat 1");
    expect(requestCurl(ORIGIN, { ...facts("{}"), sessionSource: "derived" })).not.toContain(
      "floopy-session-id",
    );
  });

  it("is not offered when the body is missing or cut", () => {
    expect(requestCurl(ORIGIN, { ...facts("{}"), body: null })).toBeNull();
    const cut = { request: "{", response: null, isTruncated: true, isRedacted: false };
    expect(requestCurl(ORIGIN, { ...facts("{}"), body: cut })).toBeNull();
  });
});
