import { describe, expect, it } from "vitest";
import { resolveClientAddress } from "./client-address";

describe("the client's address", () => {
  it("is the socket's, whatever X-Forwarded-For says, without trusted proxies", () => {
    expect(resolveClientAddress("203.0.113.9", "1.2.3.4", 0)).toBe("203.0.113.9");
    expect(resolveClientAddress("::ffff:203.0.113.9", undefined, 0)).toBe("203.0.113.9");
    expect(resolveClientAddress(undefined, "1.2.3.4", 0)).toBeNull();
  });

  it("is what the outermost trusted proxy saw; what the client put before it is ignored", () => {
    expect(resolveClientAddress("10.0.0.1", "6.6.6.6, 203.0.113.9", 1)).toBe("203.0.113.9");
    expect(resolveClientAddress("10.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.2", 2)).toBe("203.0.113.9");
    expect(resolveClientAddress("10.0.0.1", "", 1)).toBe("10.0.0.1");
  });
});
