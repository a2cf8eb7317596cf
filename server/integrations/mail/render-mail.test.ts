import { describe, expect, it } from "vitest";
import { renderMail } from "./render-mail";

const content = {
  to: "a@test.invalid",
  subject: "Hello\r\nBcc: all@test.invalid",
  heading: "Join <Acme>",
  paragraphs: ["First", 'Second & "last"'],
  action: { label: "Join", url: 'https://app.test.invalid/x?a=1&b="2"' },
  note: "Not you? Ignore this.",
};

describe("a mail", () => {
  it("says the same in text and in HTML, the link included", () => {
    const { text, html } = renderMail(content);
    expect(text).toBe(
      'Join <Acme>\n\nFirst\n\nSecond & "last"\n\nJoin: https://app.test.invalid/x?a=1&b="2"\n\n— Not you? Ignore this.\n',
    );
    for (const part of [
      "Join &lt;Acme&gt;",
      "First",
      "Second &amp; &quot;last&quot;",
      "Not you? Ignore this.",
    ])
      expect(html).toContain(part);
    expect(html).toContain('href="https://app.test.invalid/x?a=1&amp;b=&quot;2&quot;"');
  });

  it("lets nothing of a name become markup or a header", () => {
    const { subject, html } = renderMail({ ...content, heading: "<img src=x onerror=alert(1)>" });
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toContain("<img");
  });

  it("has no button without an action", () => {
    expect(renderMail({ ...content, action: undefined }).html).not.toContain("<a ");
  });
});
