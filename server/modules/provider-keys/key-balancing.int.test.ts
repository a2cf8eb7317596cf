import { afterAll, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { createTestOrg } from "@/server/testing/factories";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { getKeyBalancing, setKeyBalancing } from "./key-balancing";

afterAll(disconnectDb);

it("is set for one provider at a time, in its organisation only, and leaves a trace", async () => {
  const [org, other] = [await createTestOrg(), await createTestOrg()];
  await setKeyBalancing(org.as(), { provider: "openai", balancing: "round_robin" });
  await setKeyBalancing(org.as(), { provider: "groq", balancing: "weighted" });
  expect(await getKeyBalancing(org.as())).toEqual({ openai: "round_robin", groq: "weighted" });
  expect(await getKeyBalancing(other.as())).toEqual({});
  expect((await auditTrail(org)).map(({ action, targetId }) => [action, targetId])).toEqual([
    ["provider.balancing_changed", "openai"],
    ["provider.balancing_changed", "groq"],
  ]);
});

it("knows its providers and is changed by managers", async () => {
  const org = await createTestOrg();
  const input = { provider: "openai", balancing: "weighted" } as const;
  expect(await codeOf(setKeyBalancing(org.as(), { ...input, provider: "nobody" }))).toBe("invalid_request");
  expect(await rolesThatMay(org, (ctx) => setKeyBalancing(ctx, input))).toEqual(["owner", "admin"]);
});
