import { expect, it } from "vitest";
import { Occupancy } from "./occupancy";
import type { GatewayResponse } from "./types";

const SINK = { write: () => true, drained: async () => {} };

it("waits for whole answers and for streams until their last byte", async () => {
  const occupancy = new Occupancy();
  let finish = (): void => {};
  const body = {
    pipe: () =>
      new Promise<void>((resolve) => {
        finish = resolve;
      }),
  };
  const response: GatewayResponse = { status: 200, headers: {}, body };
  const held = await occupancy.hold(Promise.resolve(response));
  if (Buffer.isBuffer(held.body)) throw new Error("not a stream");
  const piped = held.body.pipe(SINK);
  let isClosed = false;
  const closing = occupancy.close(60_000).then(() => {
    isClosed = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isClosed).toBe(false);
  expect(occupancy.isClosing).toBe(true);
  finish();
  await Promise.all([piped, closing]);
  expect(isClosed).toBe(true);
});

it("waits for what goes on when an answer is out, however it ends", async () => {
  const occupancy = new Occupancy();
  let fail = (_: Error): void => {};
  occupancy.afterwards(
    new Promise((_, reject) => {
      fail = reject;
    }),
  );
  let isClosed = false;
  const closing = occupancy.close(60_000).then(() => {
    isClosed = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(isClosed).toBe(false);
  fail(new Error("no verdict"));
  await closing;
  expect(isClosed).toBe(true);
});

it("gives up waiting after the grace period", async () => {
  const occupancy = new Occupancy();
  void occupancy.hold(new Promise(() => {}));
  await occupancy.close(0);
  expect(occupancy.isClosing).toBe(true);
});
