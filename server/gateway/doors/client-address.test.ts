import { expect, it } from "vitest";
import { clientAddress } from "./client-address";

it("believes only what trusted proxies appended", () => {
  expect(clientAddress("9.9.9.9", "1.1.1.1", 0)).toBe("9.9.9.9");
  expect(clientAddress("10.0.0.1", "6.6.6.6, 1.1.1.1", 1)).toBe("1.1.1.1");
  expect(clientAddress("10.0.0.1", "6.6.6.6, 1.1.1.1, 10.0.0.2", 2)).toBe("1.1.1.1");
  expect(clientAddress("10.0.0.1", undefined, 1)).toBe("10.0.0.1");
});
