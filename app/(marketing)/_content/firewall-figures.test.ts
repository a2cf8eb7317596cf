import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FIREWALL_FIGURES } from "./firewall-figures";

/** The cells of a row of the table, without its name and its number of texts. */
function rowOf(table: string, name: string): string[] {
  const line = table.split("\n").find((each) => each.replaceAll("*", "").startsWith(`| ${name} |`)) ?? "";
  return line
    .split("|")
    .slice(3, 6)
    .map((cell) => cell.trim());
}

describe("the figures of the trust page", () => {
  it("are those that training measured", () => {
    const table = readFileSync("server/firewall/injection/MEASURED.md", "utf8");
    expect(FIREWALL_FIGURES.map((row) => row.attacksFound)).toEqual(rowOf(table, "attacks found"));
    expect(FIREWALL_FIGURES.map((row) => row.ordinaryStopped)).toEqual(
      rowOf(table, "ordinary prompts stopped"),
    );
    expect(FIREWALL_FIGURES.map((row) => row.innocentStopped)).toEqual(rowOf(table, "synth_hard_negative"));
  });
});
