import net from "node:net";

const HEAD_END = "\r\n\r\n";
const LAST_CHUNK = Buffer.from("\r\n0\r\n\r\n");
const TAIL_BYTES = 96;

/**
 * One keep-alive connection of the load generator: at most one request at a time, no promises, no HTTP library,
 * so that the generator costs less than what it measures. An answer counts only when it is whole:
 * status 200, enough bytes and, for a stream, `[DONE]` before the last chunk.
 */
export class LoadConnection {
  #socket = null;
  #target;
  #onAnswer;
  #head = null;
  #lengthLeft = -1;
  #isBusy = false;

  /** `target`: {port, bytes, isStream, firstToken, bytesMin}; `onAnswer(connection, problem)` with problem null when whole. */
  constructor(target, onAnswer) {
    this.#target = target;
    this.#onAnswer = onAnswer;
    this.sentAt = 0;
    this.firstContentAt = 0;
  }

  send() {
    if (this.#socket === null) this.#connect();
    this.#isBusy = true;
    this.#head = Buffer.alloc(0);
    this.status = 0;
    this.firstContentAt = 0;
    this.bodyBytes = 0;
    this.tail = Buffer.alloc(0);
    this.sentAt = performance.now();
    this.#socket.write(this.#target.bytes);
  }

  close() {
    this.#isBusy = false;
    this.#socket?.destroy();
    this.#socket = null;
  }

  #connect() {
    const socket = net.connect({ port: this.#target.port, host: "127.0.0.1", noDelay: true });
    this.#socket = socket;
    socket.on("data", (bytes) => this.#read(bytes));
    socket.on("error", () => {});
    socket.on("close", () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      if (this.#isBusy) this.#finish("connection closed");
    });
  }

  #read(bytes) {
    if (!this.#isBusy) return;
    const body = this.#head === null ? bytes : this.#readHead(bytes);
    if (body === null || body.length === 0) return;
    this.bodyBytes += body.length;
    if (this.firstContentAt === 0 && (!this.#target.isStream || body.includes(this.#target.firstToken)))
      this.firstContentAt = performance.now();
    this.tail =
      body.length >= TAIL_BYTES
        ? body.subarray(-TAIL_BYTES)
        : Buffer.concat([this.tail, body]).subarray(-TAIL_BYTES);
    const isOver =
      this.#lengthLeft >= 0
        ? this.bodyBytes >= this.#lengthLeft
        : this.tail.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
    if (isOver) this.#finish(this.#problem());
  }

  /** Returns the body bytes behind the head, or null while the head is incomplete. */
  #readHead(bytes) {
    const all = this.#head.length === 0 ? bytes : Buffer.concat([this.#head, bytes]);
    const end = all.indexOf(HEAD_END);
    this.#head = end === -1 ? all : null;
    if (end === -1) return null;
    const head = all.toString("latin1", 0, end).toLowerCase();
    this.status = Number(head.slice(9, 12));
    this.#lengthLeft = Number(/\r\ncontent-length: *(\d+)/.exec(head)?.[1] ?? -1);
    return all.subarray(end + HEAD_END.length);
  }

  #problem() {
    if (this.status !== 200) return `status ${this.status}`;
    if (this.bodyBytes < this.#target.bytesMin) return "answer too short";
    return this.#target.isStream && !this.tail.includes("[DONE]") ? "stream without [DONE]" : null;
  }

  #finish(problem) {
    this.#isBusy = false;
    this.#onAnswer(this, problem);
  }
}
