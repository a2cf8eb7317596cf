import type { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { StreamReading } from "../../stream/stream-reading";
import { StreamRelay } from "../../stream/stream-relay";
import type { StreamSink } from "../../types";
import { Watchdog } from "../../upstream/watchdog";
import { chunkEvent } from "../fake-upstream";
import { listen } from "../harness";

const HELD_BYTES_MAX = 256 * 1024;
const PIECE = Buffer.from(chunkEvent({ content: "x".repeat(2_000) }).repeat(24));
const sockets: Socket[] = [];
const servers: ReturnType<typeof createServer>[] = [];

afterAll(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
});

describe("a reader that has stopped reading", () => {
  it("pain 2: memory growth. At most 256 KB wait for it, however much the provider has to say", async () => {
    let heldMost = 0;
    let offered = 0;
    let isPaused = false;
    let pauses = 0;
    const filled = new Promise<void>((resolve) => {
      void listen((_req, res) => {
        const sink: StreamSink = {
          write: (chunk) => res.write(chunk),
          drained: () => new Promise((done) => res.once("drain", () => done())),
        };
        const relay = new StreamRelay({
          source: {
            pause: () => {
              isPaused = true;
              pauses += 1;
            },
            resume: () => {
              isPaused = false;
            },
            stop: () => {},
          },
          reading: new StreamReading({ wantsUsage: false, keepsText: false, extendUsage: () => ({}) }),
          watchdog: new Watchdog(1_000_000),
          firstContentMs: 60_000,
          onFirstContent: () => {},
          onStillborn: () => {},
        });
        res.writeHead(200, { "content-type": "text/event-stream" });
        void relay.pipe(sink);
        let quietTurns = 0;
        const turn = (): void => {
          if (!isPaused) {
            relay.onChunk(PIECE);
            offered += PIECE.length;
            quietTurns = 0;
          } else quietTurns += 1;
          // What the relay and the response hold for the client; the kernel's own buffers are not ours to bound.
          heldMost = Math.max(heldMost, relay.queuedBytes + res.writableLength);
          if (quietTurns > 200 || offered > 64 * 1024 * 1024) resolve();
          else setImmediate(turn);
        };
        setImmediate(turn);
      }).then(({ server, origin }) => {
        servers.push(server);
        const socket = connect(Number(new URL(origin).port), "127.0.0.1");
        sockets.push(socket);
        socket.pause();
        socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
      });
    });
    await filled;
    expect(pauses).toBeGreaterThan(0);
    expect(isPaused).toBe(true);
    expect(heldMost).toBeGreaterThan(0);
    expect(heldMost).toBeLessThanOrEqual(HELD_BYTES_MAX);
  });
});
