import { expect, test, url } from "../fixtures/app";

test("pages carry a strict policy with a fresh nonce, and nothing lets them be framed", async ({
  request,
}) => {
  const policies = await Promise.all(
    ["/", "/sign-in"].map(async (path) => {
      const headers = (await request.get(url(path))).headers();
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["referrer-policy"]).toBe("strict-origin-when-cross-origin");
      expect(headers["x-powered-by"]).toBeUndefined();
      return headers["content-security-policy"] ?? "";
    }),
  );
  const directives = policies.map((policy) => policy.replace(/'nonce-[^']+'/, "'nonce-…'"));
  expect(directives[0]).toBe(directives[1]);
  expect(policies[0]).not.toBe(policies[1]);
  expect(directives[0]).toContain("script-src 'self' 'nonce-…' 'strict-dynamic';");
  expect(directives[0]).toContain("frame-ancestors 'none'");
  expect(directives[0]).toContain("object-src 'none'");
});

test("no header makes the console skip its own check of who is asking", async ({ browser, account }) => {
  const stranger = await (await browser.newContext()).newPage();
  for (const value of ["proxy", "middleware:middleware:middleware:middleware:middleware", "src/middleware"]) {
    const answer = await stranger.request.get(url(`/${account.orgSlug}/keys`), {
      headers: { "x-middleware-subrequest": value },
      maxRedirects: 0,
    });
    expect(await answer.text()).not.toContain("Your servers sign in to the gateway");
  }
  const call = await stranger.request.get(
    url(
      `/api/trpc/apiKeys.list?input=${encodeURIComponent(JSON.stringify({ json: { orgSlug: account.orgSlug } }))}`,
    ),
    { headers: { "x-middleware-subrequest": "proxy" } },
  );
  expect(call.status()).toBe(401);
});

test("a change asked for by another site is refused", async ({ context, account }) => {
  const json = { "content-type": "application/json" };
  for (const [headers, status] of [
    [{ ...json, origin: "https://evil.example" }, 403],
    [{ ...json, "sec-fetch-site": "cross-site" }, 403],
    [{ ...json, origin: "null" }, 403],
    [json, 403],
    [{ "content-type": "text/plain" }, 415],
  ] as const) {
    const answer = await context.request.post(url("/api/trpc/apiKeys.create"), {
      headers,
      data: JSON.stringify({ json: { orgSlug: account.orgSlug, name: "Stolen" } }),
    });
    expect([headers, answer.status()]).toEqual([headers, status]);
  }
});
