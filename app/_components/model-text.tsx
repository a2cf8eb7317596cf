import { type ComponentProps, memo } from "react";
import Markdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";
import { cn } from "@/app/_ui/cn";

/** What is longer, or has more marks or deeper nesting than prose has, would hold up the page: it is shown as it is. */
const MARKDOWN_MAX = { characters: 20_000, marks: 4_000 };
const NESTED = /(?:[ \t]*(?:>|[*+-][ \t]|\d{1,9}[.)][ \t])){20}/;
const PLUGINS = [remarkGfm];

function isProse(text: string): boolean {
  if (text.length > MARKDOWN_MAX.characters || NESTED.test(text)) return false;
  return (text.match(/[*_`~[\]<]/g)?.length ?? 0) <= MARKDOWN_MAX.marks;
}

/**
 * What a model said, its Markdown laid out. HTML stays the characters it is made of; pictures are named and not loaded, and
 * links say nothing of where they were followed from.
 */
export const ModelText = memo(function ModelText({ text }: { text: string }) {
  if (!isProse(text)) return <PlainText text={text} />;
  return (
    <div className="space-y-2 text-sm text-default wrap-anywhere">
      <Markdown remarkPlugins={PLUGINS} components={COMPONENTS}>
        {text}
      </Markdown>
    </div>
  );
});

/** A text exactly as it was written. */
export function PlainText({ text }: { text: string }) {
  return <p className="text-sm text-default whitespace-pre-wrap wrap-anywhere">{text}</p>;
}

const heading = (props: ComponentProps<"p">) => (
  <p className="pt-1 font-semibold text-emphasis">{props.children}</p>
);

const COMPONENTS: Components = {
  // The page has its own headings; those of an answer are none of its outline.
  ...{ h1: heading, h2: heading, h3: heading, h4: heading, h5: heading, h6: heading },
  ul: ({ children }) => <ul className="list-disc space-y-1 pl-5">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="list-decimal space-y-1 pl-5">
      {children}
    </ol>
  ),
  blockquote: ({ children }) => (
    <blockquote className="border-l-2 border-default pl-3 text-muted">{children}</blockquote>
  ),
  hr: () => <hr className="border-subtle" />,
  a: ({ href, children }) => (
    <a
      href={href}
      title={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="underline decoration-subtle underline-offset-2 hover:text-emphasis"
    >
      {children}
    </a>
  ),
  img: ({ alt, src }) => (
    <span className="text-muted">
      [picture{alt === undefined || alt === "" ? "" : `: ${alt}`}
      {typeof src === "string" && `, ${src}`}]
    </span>
  ),
  pre: ({ children }) => (
    <pre className="overflow-x-auto rounded-md bg-muted px-3 py-2 font-mono text-xs leading-5 text-emphasis">
      {children}
    </pre>
  ),
  code: ({ children, className }) => (
    <code className={cn(className, "rounded-sm bg-muted font-mono text-xs text-emphasis not-in-[pre]:px-1")}>
      {children}
    </code>
  ),
  table: ({ children }) => (
    <div className="overflow-x-auto">
      <table className="border-collapse text-left">{children}</table>
    </div>
  ),
  th: ({ children }) => <th className="border border-subtle px-2 py-1 font-semibold">{children}</th>,
  td: ({ children }) => <td className="border border-subtle px-2 py-1 align-top">{children}</td>,
};
