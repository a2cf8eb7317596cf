/**
 * A model provider that costs next to nothing: raw sockets, prepared bytes. Answers every POST with the same 1 KB
 * completion, or with 50 events when the body asks for a stream; a model name with "paced" puts 5 ms between them.
 */
import net from "node:net";
import { COMPLETION, DONE, EVENTS, USAGE_EVENT } from "../payloads.mjs";

const GAP_MS = 5;
const HEAD_END = Buffer.from("\r\n\r\n");
const LAST_CHUNK = "0\r\n\r\n";

const whole = Buffer.from(
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${COMPLETION.length}\r\n\r\n${COMPLETION}`,
);
const streamHead = Buffer.from(
  "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncache-control: no-cache\r\ntransfer-encoding: chunked\r\n\r\n",
);
const asChunk = (text) => Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
const events = EVENTS.map(asChunk);
const usage = asChunk(USAGE_EVENT);
const end = Buffer.concat([asChunk(DONE), Buffer.from(LAST_CHUNK)]);

/** The body's end, or -1 while bytes are missing. */
function requestEnd(bytes, headEnd) {
  const head = bytes.toString("latin1", 0, headEnd).toLowerCase();
  const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
  if (length !== undefined) {
    const total = headEnd + HEAD_END.length + Number(length);
    return bytes.length >= total ? total : -1;
  }
  if (!head.includes("transfer-encoding: chunked")) return headEnd + HEAD_END.length;
  const last = bytes.indexOf(`\r\n${LAST_CHUNK}`, headEnd);
  return last === -1 ? -1 : last + 2 + LAST_CHUNK.length;
}

function answer(socket, request) {
  if (!request.includes('"stream":true')) return socket.write(whole);
  const tail = request.includes('"include_usage":true') ? [usage, end] : [end];
  socket.write(streamHead);
  if (request.includes("paced")) return pace(socket, [...events, ...tail]);
  // One write per event, as a provider does: a gateway that reads them one by one shows its cost per event.
  for (const event of events) socket.write(event);
  for (const last of tail) socket.write(last);
}

function pace(socket, parts) {
  socket.write(parts[0]);
  let next = 1;
  const timer = setInterval(() => {
    if (socket.destroyed) return clearInterval(timer);
    socket.write(parts[next++]);
    if (next === parts.length) clearInterval(timer);
  }, GAP_MS);
}

const server = net.createServer({ noDelay: true }, (socket) => {
  let pending = Buffer.alloc(0);
  socket.on("data", (bytes) => {
    pending = pending.length === 0 ? bytes : Buffer.concat([pending, bytes]);
    for (;;) {
      const headEnd = pending.indexOf(HEAD_END);
      const stop = headEnd === -1 ? -1 : requestEnd(pending, headEnd);
      if (stop === -1) return;
      answer(socket, pending.subarray(0, stop));
      pending = pending.subarray(stop);
    }
  });
  socket.on("error", () => socket.destroy());
});
server.listen(Number(process.argv[2]), "127.0.0.1", () => process.send?.("ready"));
process.on("disconnect", () => process.exit(0));
