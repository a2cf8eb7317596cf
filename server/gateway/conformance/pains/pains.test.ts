import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { PAINS } from "./pains-table";

const root = path.join(import.meta.dirname, "../../../..");
const folders = ["server", "e2e"];

const texts = folders.flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(test|spec)\.ts$/.test(name) && !name.includes("pains/pains.test"))
    .map((name) => readFileSync(path.join(root, folder, name), "utf8")),
);

describe("the twenty pains of other gateways' users", () => {
  it("are twenty, each numbered once", () => {
    expect(PAINS.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it.each(PAINS.filter(({ waitsFor }) => waitsFor === null))(
    "have a test each: $number, $words",
    ({ number, words }) => {
      expect(texts.some((text) => text.includes(`pain ${number}: ${words}`))).toBe(true);
    },
  );

  it("are named as the table names them wherever a test carries a number", () => {
    const named = texts.flatMap((text) => [...text.matchAll(/pain (\d+): ([^"`%$]+?)(?=\. |"|`)/g)]);
    for (const [, number, words] of named) {
      expect(PAINS.find((pain) => pain.number === Number(number))?.words, `pain ${number}`).toBe(words);
    }
    expect(named.length).toBeGreaterThan(0);
  });
});
