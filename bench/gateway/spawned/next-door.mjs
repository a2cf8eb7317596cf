/** Next alone behind node:http: /v1 reaches the product's route handler, as on a host without our own listener. */
import { createServer } from "node:http";
import path from "node:path";
import next from "next";

const app = next({
  dev: false,
  dir: path.resolve(import.meta.dirname, "../../.."),
  hostname: process.env.HOST,
  port: Number(process.env.PORT),
});
await app.prepare();
const handle = app.getRequestHandler();
createServer((req, res) => void handle(req, res)).listen(Number(process.env.PORT), process.env.HOST, () =>
  process.send?.("ready"),
);
process.on("disconnect", () => process.exit(0));
