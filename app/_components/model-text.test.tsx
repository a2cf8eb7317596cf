import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ModelText } from "./model-text";

const shown = (text: string): string => renderToStaticMarkup(<ModelText text={text} />);

describe("what a model said", () => {
  it("is laid out: headings, lists, code and tables", () => {
    const html = shown(
      "## Steps\n\n1. **First**\n2. `second`\n\n```sh\nls -l\n```\n\n| a | b |\n| - | - |\n| 1 | 2 |",
    );
    for (const part of ["<ol", "<strong>First</strong>", "ls -l", "<table", ">2</td>"])
      expect(html).toContain(part);
    expect(html).not.toContain("##");
    expect(html).not.toMatch(/<h[1-6]/);
  });

  it("never becomes HTML of the page", () => {
    const html = shown('<img src=x onerror="alert(1)"> and <script>alert(2)</script>');
    expect(html).not.toMatch(/<(img|script)/);
    expect(html).toContain("&lt;script&gt;");
  });

  it("loads no picture, and links run no script and tell nobody where they were followed from", () => {
    const html = shown(
      "![secret](https://evil.test/?q=1) [a](javascript:alert(1)) [b](https://example.test)",
    );
    expect(html).not.toContain("<img");
    expect(html).toContain("[picture: secret, https://evil.test/?q=1]");
    expect(html).not.toContain("javascript:");
    expect(html).toContain(
      'href="https://example.test" title="https://example.test" target="_blank" rel="noopener noreferrer nofollow"',
    );
  });

  it.each([
    ["long", "word ".repeat(10_000)],
    ["full of marks", "**`".repeat(2_000)],
    ["deeply nested", `${">".repeat(3_000)}a`],
    ["a list of lists", "- ".repeat(500)],
  ])("stays as it was written when it is %s", (_what, text) => {
    expect(shown(text)).toContain(`wrap-anywhere">${text.replaceAll(">", "&gt;")}</p>`);
  });
});
