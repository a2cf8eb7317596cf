import { expect, it } from "vitest";
import { sizeText } from "./size-text";

it.each([
  [0, "0 bytes"],
  [999, "999 bytes"],
  [1_234, "1.2 kB"],
  [123_456, "123 kB"],
  [5_400_000_000, "5.4 GB"],
  [7_000_000_000_000, "7000 GB"],
])("writes %i as %s", (bytes, text) => {
  expect(sizeText(bytes).replace("\u00a0", " ")).toBe(text);
});
