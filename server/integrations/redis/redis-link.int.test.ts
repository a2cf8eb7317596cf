import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { redisProgram, startTestRedis, type TestRedis } from "@/server/testing/redis-server";
import { RedisLink, redisScript } from ".";

const SUM = redisScript("return redis.call('INCRBY', KEYS[1], ARGV[1])");

describe.skipIf(redisProgram === null)("the link to Redis", () => {
  let server: TestRedis;
  let link: RedisLink;

  beforeEach(async () => {
    server = await startTestRedis();
    link = new RedisLink({ url: server.url, pauseMs: 50 });
  });
  afterEach(async () => {
    await link.close();
    await server.stop();
  });

  it("answers commands, and gives bytes back as they were", async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 128]);
    expect(await link.send(["SET", "k", bytes, "PX", "60000"])).toBe("OK");
    expect(await link.getBytes("k")).toEqual(bytes);
    expect(await link.getBytes("nothing")).toBeNull();
    expect(await link.ping()).toBe(true);
  });

  it("runs a script on a server that has never seen it, and on one that has forgotten it", async () => {
    expect(await link.runScript(SUM, ["n"], ["2"])).toBe(2);
    await link.send(["SCRIPT", "FLUSH"]);
    expect(await link.runScript(SUM, ["n"], ["3"])).toBe(5);
  });

  it("refuses at once while the server is away, and works again when it is back", async () => {
    expect(await link.ping()).toBe(true);
    await server.stop();
    await expect(link.send(["GET", "k"])).rejects.toMatchObject({ code: "dependency_unavailable" });
    server = await startTestRedis(server.port);
    await expect.poll(() => link.ping()).toBe(true);
  });

  it("does not wait for a server that hangs, nor ask it again before a pause is over", async () => {
    expect(await link.ping()).toBe(true);
    server.freeze();
    const first = await link.send(["GET", "k"]).catch((thrown: unknown) => thrown);
    expect(first).toMatchObject({ code: "dependency_unavailable", cause: { message: "no answer in time" } });
    const second = await link.send(["GET", "k"]).catch((thrown: unknown) => thrown);
    expect(second).toMatchObject({ code: "dependency_unavailable", cause: undefined });
    server.thaw();
    await expect.poll(() => link.ping()).toBe(true);
  });

  it("connects to a server that starts later", async () => {
    await server.stop();
    const early = new RedisLink({ url: server.url });
    expect(await early.ping()).toBe(false);
    server = await startTestRedis(server.port);
    await expect.poll(() => early.ping()).toBe(true);
    await early.close();
    expect(await early.ping()).toBe(false);
  });
});
