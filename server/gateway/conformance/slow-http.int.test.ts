import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createGatewayTenant, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { ensureDebianTool } from "../../../scripts/lib/debian-tool.mjs";
import { createHttpServer } from "../doors/http-server";
import { createNodeDoor } from "../doors/node-http";
import { type Harness, startHarness } from "./harness";
import { rawCall } from "./raw-call";

const program = ensureDebianTool("slowhttptest");
const ATTACKS = [
  { name: "slowloris", flags: ["-H", "-i", "2", "-x", "16"] },
  { name: "a slow body", flags: ["-B", "-i", "2", "-s", "8192", "-f", "application/json"] },
  { name: "a slow read", flags: ["-X", "-n", "2", "-w", "1", "-y", "64", "-z", "5", "-k", "3"] },
];

let harness: Harness;
let tenant: GatewayTenant;
let server: Server;
let origin: string;

beforeAll(async () => {
  harness = await startHarness();
  tenant = await createGatewayTenant();
  server = createHttpServer(createNodeDoor(harness.gateway));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await harness.close();
});

describe.skipIf(program === null)("under 200 connections of", () => {
  it.each(ATTACKS)(
    "$name every normal client keeps its answers",
    async ({ flags }) => {
      const attack = spawn(
        program ?? "",
        [...flags, "-c", "200", "-r", "100", "-l", "12", "-p", "3", "-u", `${origin}/v1/chat/completions`],
        { stdio: "ignore" },
      );
      let isOver = false;
      const ended = once(attack, "exit").then(() => {
        isOver = true;
      });
      const statuses: number[] = [];
      try {
        const body = JSON.stringify({
          model: "sandbox/quick",
          messages: [{ role: "user", content: "Hello" }],
        });
        while (!isOver) {
          const answer = await rawCall(`${origin}/v1/chat/completions`, tenant.apiKey, { body });
          statuses.push(answer.isCut ? 0 : answer.status);
        }
      } finally {
        attack.kill("SIGKILL");
        await ended;
      }
      expect(statuses.length).toBeGreaterThan(5);
      expect(statuses.filter((status) => status !== 200)).toEqual([]);
    },
    60_000,
  );
});
