import { expect, it } from "vitest";
import { ErasedCounts } from "@/server/contracts/erasure";
import { erasedInWords } from "./erasure-texts";

const NONE = ErasedCounts.parse(Object.fromEntries(Object.keys(ErasedCounts.shape).map((kind) => [kind, 0])));

it("an erasure is told by what there was", () => {
  expect(erasedInWords({ ...NONE, requests: 1_206, nps_responses: 1 })).toBe("1,206 requests, 1 NPS answer");
  expect(erasedInWords(NONE)).toBe("Nothing was known of this user.");
});
