import net from "node:net";

/** A door to a server that a test can shut and open again, as a network would. */
export class TcpProxy {
  readonly #target: { host: string; port: number };
  readonly #sockets = new Set<net.Socket>();
  #server: net.Server | undefined;
  port = 0;

  constructor(target: { host: string; port: number }) {
    this.#target = target;
  }

  async open(): Promise<this> {
    this.#server = net.createServer((socket) => this.#join(socket));
    await new Promise<void>((resolve) => this.#server?.listen(this.port, "127.0.0.1", resolve));
    const address = this.#server.address();
    if (address !== null && typeof address !== "string") this.port = address.port;
    return this;
  }

  shut(): void {
    this.#server?.close();
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }

  #join(socket: net.Socket): void {
    const upstream = net.connect(this.#target);
    for (const side of [socket, upstream]) {
      this.#sockets.add(side);
      side.on("error", () => {});
      side.on("close", () => {
        socket.destroy();
        upstream.destroy();
        this.#sockets.delete(side);
      });
    }
    socket.pipe(upstream).pipe(socket);
  }
}
