import { type ChildProcess, fork } from "node:child_process";
import { createServer, type Server, type Socket } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const EVENT = "data: {}\n\n";
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
const streamOf = (...events: string[]): string =>
  `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${events.map(chunk).join("")}`;
const wholeOf = (status: string, body: string): string =>
  `HTTP/1.1 ${status}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

let generator: ChildProcess;
const servers: Server[] = [];

beforeAll(() => {
  generator = fork(path.join(import.meta.dirname, "load-process.mjs"));
});
afterAll(() => {
  generator.disconnect();
  for (const server of servers) server.close();
});

/** What the generator reports when every request is answered by `answer`. */
async function reportOf(answer: (socket: Socket) => void, more: Record<string, unknown> = {}) {
  const server = createServer((socket) => {
    socket.on("data", () => answer(socket));
    socket.on("error", () => socket.destroy());
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const job = {
    request: "GET / HTTP/1.1\r\n\r\n",
    isStream: false,
    firstToken: "{}",
    bytesMin: 4,
    seconds: 0.1,
    connections: 2,
  };
  return new Promise((resolve) => {
    generator.once("message", resolve);
    generator.send({ ...job, port: address.port, ...more });
  });
}

describe("the load generator", () => {
  it("counts whole answers, also those that arrive in single bytes", async () => {
    const report = await reportOf(async (socket) => {
      for (const byte of wholeOf("200 OK", "1234")) {
        socket.write(byte);
        await new Promise(setImmediate);
      }
    });
    expect(report).toMatchObject({ failed: 0, failures: {} });
    expect(report).toHaveProperty(
      "served",
      expect.toSatisfy((count: number) => count > 0),
    );
  });

  it("counts no answer with another status or less content than asked for", async () => {
    const refused = await reportOf((socket) => socket.write(wholeOf("502 Bad Gateway", "1234")));
    expect(refused).toMatchObject({ served: 0, failures: { "status 502": expect.any(Number) } });
    const short = await reportOf((socket) => socket.write(wholeOf("200 OK", "123")));
    expect(short).toMatchObject({ served: 0, failures: { "answer too short": expect.any(Number) } });
  });

  it("counts a stream only when it ends with [DONE]", async () => {
    const stream = { isStream: true };
    const good = await reportOf(
      (socket) => socket.write(`${streamOf(EVENT, "data: [DONE]\n\n")}0\r\n\r\n`),
      stream,
    );
    expect(good).toMatchObject({ failed: 0 });
    const quiet = await reportOf((socket) => socket.write(`${streamOf(EVENT)}0\r\n\r\n`), stream);
    expect(quiet).toMatchObject({ served: 0, failures: { "stream without [DONE]": expect.any(Number) } });
  });

  it("counts a connection that closes in the middle as a failure", async () => {
    const report = await reportOf((socket) => socket.end(streamOf(EVENT)), { isStream: true });
    expect(report).toMatchObject({ served: 0, failures: { "connection closed": expect.any(Number) } });
  });

  it("asks at the rate it was given, however slow the answers are", async () => {
    const late: Socket[] = [];
    const report = await reportOf(
      (socket) => {
        late.push(socket);
        if (late.length >= 10) for (const one of late.splice(0)) one.write(wholeOf("200 OK", "1234"));
      },
      { rate: 200, connections: undefined },
    );
    expect(report).toMatchObject({ served: 20, failed: 0 });
  });
});
