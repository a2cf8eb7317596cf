/** A gateway as a process of its own, for tests that kill it. Prints its port, then serves until it dies. */
import { createHttpServer } from "../doors/http-server";
import { createNodeDoor } from "../doors/node-http";
import { gateway } from "../gateway";

const server = createHttpServer(createNodeDoor(gateway()));
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address !== "string") process.stdout.write(`port ${address.port}\n`);
});
process.on("SIGTERM", () => {
  server.close();
  void gateway()
    .close(10_000)
    .then(() => process.exit(0));
});
