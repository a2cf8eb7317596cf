import { afterAll, describe, expect, it } from "vitest";
import { toAppError } from "@/server/core/errors";
import { uuidv7 } from "@/server/core/ids";
import { appDb, disconnectDb } from "@/server/db/client";
import { codeOf } from "@/server/testing/verb-checks";
import { throttle } from "./throttle";

afterAll(disconnectDb);

const rule = { name: "test", limit: 3, windowSeconds: 60 };
const start = new Date(Math.floor(Date.now() / 60_000) * 60_000);

describe("the throttle", () => {
  it("lets the limit through, also when all come at once, then says when to come back", async () => {
    const subject = uuidv7();
    const codes = await Promise.all([1, 2, 3, 4, 5].map(() => codeOf(throttle(start, [rule, subject]))));
    expect(codes.sort()).toEqual(["ok", "ok", "ok", "rate_limited", "rate_limited"]);
    const refused = await throttle(new Date(start.getTime() + 20_000), [rule, subject]).catch(toAppError);
    expect(refused).toMatchObject({ code: "rate_limited", retryAfterSeconds: 40 });
  });

  it("starts again with the next window, and counts subjects apart", async () => {
    const subject = uuidv7();
    for (let round = 0; round < 4; round++) await codeOf(throttle(start, [rule, subject]));
    expect(await codeOf(throttle(new Date(start.getTime() + 60_000), [rule, subject]))).toBe("ok");
    expect(await codeOf(throttle(start, [rule, uuidv7()]))).toBe("ok");
  });

  it.each([null, "127.0.0.1", "::1"])(
    "does not count %s, so that nobody can lock everybody out",
    async (address) => {
      for (let round = 0; round < 5; round++)
        expect(await codeOf(throttle(start, [rule, address]))).toBe("ok");
    },
  );

  it("stores no e-mail or address and clears old windows", async () => {
    const subject = `${uuidv7()}@test.invalid`;
    const longAgo = new Date(start.getTime() - 3 * 24 * 3_600_000);
    await throttle(longAgo, [rule, subject]);
    await throttle(start, [rule, uuidv7()]);
    const rows = await appDb().throttleCounter.findMany();
    expect(JSON.stringify(rows)).not.toContain(subject);
    expect(rows.some((row) => row.windowStart.getTime() === longAgo.getTime())).toBe(false);
  });
});
