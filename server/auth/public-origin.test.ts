import { describe, expect, it } from "vitest";
import { publicOrigin } from "./public-origin";

const originFor = (host: string) => publicOrigin(new Headers({ host }));

describe("the origin of links and redirects", () => {
  it("follows the Host header on this machine and its own network, on any port", () => {
    expect(originFor("127.0.0.1:4300")).toBe("http://127.0.0.1:4300");
    expect(originFor("localhost:3000")).toBe("http://localhost:3000");
    expect(originFor("[::1]:3000")).toBe("http://[::1]:3000");
    expect(originFor("192.168.1.20:3000")).toBe("http://192.168.1.20:3000");
  });

  it.each([
    "evil.example",
    "127.0.0.1.evil.example",
    "8.8.8.8",
    "localhost@evil.example",
    "evil.example#localhost",
    "",
  ])("never follows %s", (host) => expect(() => originFor(host)).toThrow());
});
