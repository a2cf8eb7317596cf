import { describe, expect, it } from "vitest";
import { CredentialRefused, type PostForm, TokenSource } from "./token-source";

const WANTED = { url: "https://tokens.test", form: () => ({ grant_type: "x" }) };
const token = (name: string, lifetimeS = 3_600) => ({
  status: 200,
  body: JSON.stringify({ access_token: name, expires_in: lifetimeS }),
});

function sourceOf(...answers: ({ status: number; body: string } | Error)[]) {
  const state = { nowMs: 0, posts: 0 };
  const post: PostForm = async () => {
    const answer = answers[state.posts++] ?? new Error("asked once too often");
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { state, source: new TokenSource(post, () => state.nowMs) };
}

describe("TokenSource", () => {
  it("buys one token for all that wait, and keeps it until shortly before it ends", async () => {
    const { state, source } = sourceOf(token("one"), token("two"));
    expect(await Promise.all([source.token("a", WANTED), source.token("a", WANTED)])).toEqual(["one", "one"]);
    state.nowMs = 3_299_000;
    expect(await source.token("a", WANTED)).toBe("one");
    state.nowMs = 3_301_000;
    expect(await source.token("a", WANTED)).toBe("two");
    expect(state.posts).toBe(2);
  });

  it("never gives one credential's token to another", async () => {
    const { source } = sourceOf(token("one"), token("two"));
    expect(await source.token("a", WANTED)).toBe("one");
    expect(await source.token("b", WANTED)).toBe("two");
  });

  it("buys another after a refusal, once for all that were refused", async () => {
    const { state, source } = sourceOf(token("one"), token("two"));
    await source.token("a", WANTED);
    source.forget("a", "one");
    expect(await source.token("a", WANTED)).toBe("two");
    source.forget("a", "one");
    expect(await source.token("a", WANTED)).toBe("two");
    expect(state.posts).toBe(2);
  });

  it("tells a refused credential from a sign-in that does not work, and remembers neither", async () => {
    const { source } = sourceOf(
      { status: 400, body: '{"error":"invalid_grant"}' },
      { status: 503, body: "" },
      new Error("no network"),
      { status: 200, body: '{"access_token":"two words"}' },
      token("last"),
    );
    await expect(source.token("a", WANTED)).rejects.toBeInstanceOf(CredentialRefused);
    for (let tries = 0; tries < 3; tries++)
      await expect(source.token("a", WANTED)).rejects.not.toBeInstanceOf(CredentialRefused);
    expect(await source.token("a", WANTED)).toBe("last");
  });
});
