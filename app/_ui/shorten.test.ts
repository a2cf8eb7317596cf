import { expect, it } from "vitest";
import { shortenMiddle } from "./shorten";

it("keeps short texts whole", () => {
  expect(shortenMiddle("req_1234")).toBe("req_1234");
  expect(shortenMiddle("1234567890123456")).toBe("1234567890123456");
});

it("keeps both ends of a long text within the limit", () => {
  const short = shortenMiddle("019c1f2e-7b5a-7c11-9f00-aaaabbbba91b");
  expect(short).toBe("019c1f2e-7…ba91b");
  expect(short).toHaveLength(16);
});
