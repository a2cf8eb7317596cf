/** Builds the embeddable NPS widget, one file without dependencies, into public/nps. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../..");

/** The widget's source as browsers get it. */
export async function bundleWidget() {
  const { build } = await import("esbuild");
  const result = await build({
    absWorkingDir: root,
    entryPoints: ["app/_widget/widget.ts"],
    bundle: true,
    write: false,
    minify: true,
    platform: "browser",
    format: "iife",
    target: ["chrome90", "firefox90", "safari15"],
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    plugins: [{ name: "short-styles", setup: shortenStyles }],
  });
  return result.outputFiles[0].contents;
}

/** Line breaks of style.ts are for its readers. */
function shortenStyles(build) {
  build.onLoad({ filter: /_widget\/style\.ts$/ }, ({ path: file }) => ({
    contents: readFileSync(file, "utf8").replace(/`\n[\s\S]+?`/, (css) => css.replace(/\n/g, "")),
    loader: "ts",
  }));
}

/**
 * Writes `v1.js` and the same bytes under the name of their hash, for pages that pin a version. Pinned files of
 * earlier builds stay, so that an upgrade does not break those pages.
 */
export async function ensureWidget() {
  const code = await bundleWidget();
  const folder = path.join(root, "public/nps");
  mkdirSync(folder, { recursive: true });
  const hash = createHash("sha256").update(code).digest("hex").slice(0, 12);
  for (const name of ["v1.js", `v1-${hash}.js`]) writeFileSync(path.join(folder, name), code);
}
