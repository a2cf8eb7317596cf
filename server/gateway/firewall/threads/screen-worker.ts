/** What a thread of its own runs; `screen-thread.ts` asks it. A few requests share it in turns. */
import { parentPort, workerData } from "node:worker_threads";
import { givingWay } from "../give-way";
import { screenBytes } from "../screen-bytes";
import { unpackPolicy } from "./policy-parcel";
import {
  type Order,
  packScreening,
  type Report,
  type ScreeningTask,
  type ThreadData,
} from "./screening-task";

const { steps }: ThreadData = workerData;
const counted = new Int32Array(steps);
/** Nobody waits for these any more. */
const cancelled = new Set<number>();
const running = new Set<number>();

parentPort?.on("message", (order: Order) => {
  if (order.kind === "screen") void answer(order.id, order.task);
  else if (running.has(order.id)) cancelled.add(order.id);
});
report({ kind: "ready" });

async function answer(id: number, task: ScreeningTask): Promise<void> {
  running.add(id);
  try {
    const packed = await screen(id, task);
    const moved = [packed.bytes, packed.replaced].flatMap((bytes) => (bytes === null ? [] : [bytes.buffer]));
    report({ kind: "screened", id, packed }, moved);
  } catch (thrown) {
    report({ kind: "failed", id, error: thrown instanceof Error ? thrown : new Error(String(thrown)) });
  } finally {
    running.delete(id);
    cancelled.delete(id);
  }
}

async function screen(id: number, { bytes, endpoint, modes, policy }: ScreeningTask) {
  const { settings, allow } = unpackPolicy(policy);
  const turn = givingWay();
  const giveWay = (): ReturnType<typeof turn> => {
    Atomics.add(counted, 0, 1);
    if (cancelled.has(id)) throw new Error("nobody waits for it");
    return turn();
  };
  const screened = await screenBytes(
    Buffer.from(bytes.buffer),
    endpoint,
    { modes, settings, allow },
    giveWay,
  );
  return packScreening(screened, settings);
}

function report(message: Report, moved: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, moved);
}
