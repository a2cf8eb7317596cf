import { beforeEach, describe, expect, it } from "vitest";
import { AppError } from "@/server/core/errors";
import { Exchange } from "../exchange";
import { Presence } from "../presence";
import { clientClosed } from "../stages/attempt-errors";
import { readBody } from "../stages/read-body";
import { testCaller, testRequest } from "../stages/test-caller";
import type { GatewayResponse } from "../types";
import { LocalIdempotencyStore } from "./local-idempotency-store";
import { type OncePerKeyDeps, oncePerKey } from "./once-per-key";

const BODY = '{"model":"m","messages":[{"role":"user","content":"hi"}]}';
let deps: OncePerKeyDeps;
let records: string[];
let calls: { resolve(response: GatewayResponse): void; reject(error: AppError): void }[];

beforeEach(() => {
  records = [];
  calls = [];
  const append = async (line: string): Promise<void> => void records.push(line);
  deps = { idempotency: new LocalIdempotencyStore(), records: { append } };
});

/** One request with the same key; its upstream call waits for the test. Resolves with the body or the error's code. */
async function ask(presence = new Presence()): Promise<string> {
  const req = { ...testRequest({ "idempotency-key": "k" }, BODY), presence };
  const exchange = new Exchange(req, "chat");
  exchange.caller = testCaller();
  exchange.body = await readBody(req, "chat", { bytesMax: 10_000 });
  const call = (): Promise<GatewayResponse> =>
    new Promise((resolve, reject) => {
      calls.push({ resolve, reject });
    });
  return oncePerKey(deps, exchange, call).then(
    ({ body }) => body.toString(),
    (thrown: unknown) => (thrown instanceof AppError ? thrown.code : "other"),
  );
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const ok = (text: string): GatewayResponse => ({ status: 200, headers: {}, body: Buffer.from(text) });

describe("requests that wait for the first one with their key", () => {
  it("get its answer, each with a record that cost nothing", async () => {
    const asked = [ask(), ask(), ask()];
    await settled();
    expect(calls).toHaveLength(1);
    calls[0]?.resolve(ok("the answer"));
    expect(await Promise.all(asked)).toEqual(["the answer", "the answer", "the answer"]);
    expect(records.map((line) => JSON.parse(line).request.costMicroUsd)).toEqual([0, 0]);
  });

  it("get its failure without a call of their own, and the next request makes one", async () => {
    const asked = [ask(), ask()];
    await settled();
    calls[0]?.reject(new AppError("all_providers_failed", "x"));
    expect(await Promise.all(asked)).toEqual(["all_providers_failed", "all_providers_failed"]);
    expect(calls).toHaveLength(1);
    const next = ask();
    await settled();
    calls[1]?.resolve(ok("later"));
    expect(await next).toBe("later");
  });

  it("get an answer that is not kept, such as a refusal that depends on the setup", async () => {
    const asked = [ask(), ask()];
    await settled();
    calls[0]?.resolve({ ...ok("no such model"), status: 404 });
    expect(await Promise.all(asked)).toEqual(["no such model", "no such model"]);
    void ask();
    await settled();
    expect(calls).toHaveLength(2);
  });

  it("make the call, one of them, when the first one's client leaves", async () => {
    const first = ask();
    await settled();
    const waiting = [ask(), ask()];
    await settled();
    calls[0]?.reject(clientClosed());
    expect(await first).toBe("client_closed");
    await settled();
    expect(calls).toHaveLength(2);
    calls[1]?.resolve(ok("second"));
    expect(await Promise.all(waiting)).toEqual(["second", "second"]);
  });

  it("stop waiting when their own client leaves", async () => {
    void ask();
    await settled();
    const presence = new Presence();
    const waiting = ask(presence);
    await settled();
    presence.leave();
    expect(await waiting).toBe("client_closed");
  });
});
