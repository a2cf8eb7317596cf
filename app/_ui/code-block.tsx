"use client";

import { type ReactNode, useState } from "react";
import { cn } from "./cn";
import { CopyButton } from "./copy";
import { type CodeLanguage, tokenize } from "./highlight";

const TOKEN_CLASSES = {
  plain: undefined,
  string: "text-code-string",
  keyword: "text-code-keyword",
  number: "text-code-number",
  comment: "text-code-comment",
} as const;

export interface CodeProps {
  code: string;
  language: CodeLanguage;
  className?: string;
}

/** Highlighted code without a frame. */
export function Code({ code, language, className }: CodeProps) {
  let offset = 0;
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className={cn("overflow-x-auto px-3.5 py-3 font-mono text-xs leading-5 text-emphasis", className)}
    >
      <code>
        {tokenize(code, language).map((token) => {
          const key = offset;
          offset += token.text.length;
          return (
            <span key={key} className={TOKEN_CLASSES[token.kind]}>
              {token.text}
            </span>
          );
        })}
      </code>
    </pre>
  );
}

export interface CodeBlockProps extends CodeProps {
  /** What the block is, shown at its top left. */
  title?: ReactNode;
  /** What is copied when it differs from what is shown. */
  copyText?: string;
}

export function CodeBlock({ code, language, title, copyText, className }: CodeBlockProps) {
  return (
    <figure className={cn("relative overflow-hidden rounded-lg border border-default bg-subtle", className)}>
      {title !== undefined && (
        <figcaption className="flex h-9 items-center border-b border-default pl-3.5 text-xs text-muted">
          {title}
        </figcaption>
      )}
      <CopyButton
        text={copyText ?? code}
        label="Copy code"
        className="absolute top-1.5 right-1.5 bg-subtle"
      />
      <Code code={code} language={language} className={title === undefined ? "pr-10" : undefined} />
    </figure>
  );
}

export interface CodeSample {
  id: string;
  label: string;
  language: CodeLanguage;
  code: string;
}

/** The same thing in several languages. */
export function CodeTabs({
  samples,
  label,
  className,
}: {
  samples: readonly CodeSample[];
  label: string;
  className?: string;
}) {
  const [activeId, setActiveId] = useState(samples[0]?.id);
  const active = samples.find((sample) => sample.id === activeId) ?? samples[0];
  if (active === undefined) return null;
  return (
    <figure
      aria-label={label}
      className={cn("overflow-hidden rounded-lg border border-default bg-subtle text-left", className)}
    >
      <figcaption className="flex h-9 items-center justify-between gap-2 border-b border-default pr-1.5 pl-2">
        <fieldset className="flex min-w-0 overflow-x-auto">
          <legend className="sr-only">Language</legend>
          {samples.map((sample) => (
            <button
              key={sample.id}
              type="button"
              aria-pressed={sample.id === active.id}
              onClick={() => setActiveId(sample.id)}
              className="h-7 rounded-sm px-2 text-xs whitespace-nowrap text-subtle transition-colors duration-120 hover:text-emphasis aria-pressed:bg-strong aria-pressed:text-emphasis"
            >
              {sample.label}
            </button>
          ))}
        </fieldset>
        <CopyButton text={active.code} label={`Copy ${active.label} code`} />
      </figcaption>
      <Code code={active.code} language={active.language} />
    </figure>
  );
}
