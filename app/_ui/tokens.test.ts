import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

type Tokens = ReadonlyMap<string, readonly [lightness: number, chroma: number, hue: number]>;

const css = readFileSync(path.join(import.meta.dirname, "../globals.css"), "utf8");
const THEMES = { light: tokensOf(":root {"), dark: tokensOf(".dark {") };

const PAGES = ["bg-canvas", "bg-surface", "bg-subtle", "bg-muted"];
const TEXTS = ["content-emphasis", "content-default", "content-muted", "content-subtle"];
const STATUSES = ["success", "warning", "error", "info", "neutral"];

const PAIRS: readonly (readonly [text: string, background: string])[] = [
  ...TEXTS.flatMap((text) => PAGES.map((page) => [text, page] as const)),
  ["content-emphasis", "bg-strong"],
  ["content-muted", "bg-strong"],
  ["content-inverse", "bg-inverse"],
  ["content-inverse", "bg-inverse-hover"],
  ["on-accent", "accent-solid"],
  ["on-accent", "accent-solid-hover"],
  ["on-accent", "status-error-solid"],
  ["on-accent", "status-error-solid-hover"],
  ...PAGES.map((page) => ["accent", page] as const),
  ["accent", "accent-subtle"],
  ["content-muted", "accent-subtle"],
  ["content-emphasis", "accent-subtle"],
  ...STATUSES.flatMap((status) => [
    [`status-${status}`, "bg-surface"] as const,
    [`status-${status}`, "bg-muted"] as const,
    [`status-${status}`, `status-${status}-subtle`] as const,
    ["content-default", `status-${status}-subtle`] as const,
  ]),
  ...["string", "keyword", "number", "comment"].flatMap((kind) =>
    ["bg-surface", "bg-subtle"].map((page) => [`code-${kind}`, page] as const),
  ),
];

describe.each(Object.entries(THEMES))("the %s theme", (_name, tokens) => {
  it.each(PAIRS)("shows %s on %s with a contrast of at least 4.5 to 1", (text, background) => {
    expect(contrast(tokens, text, background)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(PAGES)("shows the focus ring on %s with a contrast of at least 3 to 1", (page) => {
    expect(contrast(tokens, "focus-ring", page)).toBeGreaterThanOrEqual(3);
  });
});

it("names the same tokens in light and dark", () => {
  expect([...THEMES.dark.keys()].sort()).toEqual(
    [...THEMES.light.keys()].filter((name) => THEMES.dark.has(name)).sort(),
  );
  expect([...THEMES.light.keys()].sort()).toEqual([...THEMES.dark.keys()].sort());
});

function tokensOf(opening: string): Tokens {
  const start = css.indexOf(opening);
  const block = css.slice(start, css.indexOf("\n}", start));
  const found = block.matchAll(/--([a-z0-9-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)(?: \/ \d+%)?\)/g);
  return new Map(
    [...found].map(([, name, l, c, h]) => [String(name), [Number(l), Number(c), Number(h)] as const]),
  );
}

function contrast(tokens: Tokens, first: string, second: string): number {
  const [low, high] = [luminance(tokens, first), luminance(tokens, second)].sort((a, b) => a - b);
  return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

/** Relative luminance of WCAG, from OKLCH through linear sRGB clipped to what a screen can show. */
function luminance(tokens: Tokens, name: string): number {
  const token = tokens.get(name);
  if (token === undefined) throw new Error(`no token ${name}`);
  const [lightness, chroma, hue] = token;
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}
