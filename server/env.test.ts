import { describe, expect, it } from "vitest";
import { parseEnv } from "./env";

const good = {
  DATABASE_URL: "postgresql://localhost/x",
  FLOOPY_MASTER_KEY: "3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=",
};

describe("the environment", () => {
  it("has defaults for everything but the database and the master key", () => {
    expect(parseEnv(good)).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      FLOOPY_ROLE: "all",
      LOG_LEVEL: "info",
    });
  });

  it("names every bad variable at once and none of their values", () => {
    const parse = () => parseEnv({ PORT: "eighty", FLOOPY_ROLE: "boss", FLOOPY_MASTER_KEY: "hunter2" });
    expect(parse).toThrow(/PORT[\s\S]*FLOOPY_ROLE|FLOOPY_ROLE[\s\S]*PORT/);
    expect(parse).toThrow(/DATABASE_URL/);
    expect(parse).not.toThrow(/hunter2|eighty/);
  });

  it.each([
    ["short", "c2hvcnQ="],
    ["constant", Buffer.alloc(32, 7).toString("base64")],
  ])("refuses a %s master key", (_name, key) => {
    expect(() => parseEnv({ ...good, FLOOPY_MASTER_KEY: key })).toThrow(/FLOOPY_MASTER_KEY/);
  });

  it("takes the address of a Redis, and nothing else, as REDIS_URL", () => {
    expect(parseEnv({ ...good, REDIS_URL: "rediss://user:pass@cache:6380/1" }).REDIS_URL).toBeDefined();
    const parse = () => parseEnv({ ...good, REDIS_URL: "https://s3cret.example" });
    expect(parse).toThrow(/REDIS_URL: must look like/);
    expect(parse).not.toThrow(/s3cret/);
  });

  it("takes all variables of Stripe or none", () => {
    const stripe = {
      STRIPE_SECRET_KEY: "sk_test_s3cret",
      STRIPE_WEBHOOK_SECRET: "whsec_x",
      STRIPE_PRICE_PRO: "price_1",
      STRIPE_PRICE_OVERAGE: "price_2",
    };
    expect(parseEnv({ ...good, ...stripe }).STRIPE_PRICE_PRO).toBe("price_1");
    for (const name of Object.keys(stripe)) {
      const parse = () => parseEnv({ ...good, ...stripe, [name]: "" });
      expect(parse).toThrow(/STRIPE_SECRET_KEY: needs .*all or none/);
      expect(parse).not.toThrow(/s3cret/);
    }
  });

  it("treats an empty variable as one that is not set", () => {
    expect(parseEnv({ ...good, PORT: "", SMTP_URL: "" })).toEqual(parseEnv(good));
  });
});
