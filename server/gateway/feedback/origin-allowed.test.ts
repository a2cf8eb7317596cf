import { describe, expect, it } from "vitest";
import { isOriginAllowed } from "./origin-allowed";

const ALLOWED = ["https://app.example.com", "https://*.example.org", "http://localhost:3000"];

describe("the origins of a key", () => {
  it.each([
    ["https://app.example.com", true],
    ["HTTPS://APP.EXAMPLE.COM", true],
    ["http://localhost:3000", true],
    ["https://a.example.org", true],
    ["https://example.org", false],
    ["https://a.b.example.org", false],
    ["https://.example.org", false],
    ["http://a.example.org", false],
    ["https://a.example.org:8443", false],
    ["https://evil.com/.example.org", false],
    ["https://app.example.com.evil.com", false],
    ["https://app.example.com:443", false],
    ["http://localhost:3001", false],
    ["null", false],
    ["", false],
  ])("%s: %s", (origin, isAllowed) => {
    expect(isOriginAllowed(origin, ALLOWED)).toBe(isAllowed);
  });

  it("are none where none is named", () => {
    expect(isOriginAllowed("https://app.example.com", [])).toBe(false);
  });
});
