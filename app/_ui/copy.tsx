"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "./button";
import { cn } from "./cn";
import { shortenMiddle } from "./shorten";
import { Tooltip } from "./tooltip";

const CONFIRM_MS = 1_600;

/** Copies to the clipboard and says so for a moment. */
export function useCopy(): { isCopied: boolean; copy: (text: string) => void } {
  const [isCopied, setIsCopied] = useState(false);
  // The timer is the outside system: it must end when the element goes.
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), CONFIRM_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = (text: string) => {
    void writeClipboard(text).then(setIsCopied);
  };
  return { isCopied, copy };
}

/** The clipboard API exists only on https and localhost; elsewhere the old selection command still works. */
async function writeClipboard(text: string): Promise<boolean> {
  if (navigator.clipboard !== undefined) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const isDone = document.execCommand("copy");
  area.remove();
  return isDone;
}

export interface CopyButtonProps extends Omit<ButtonProps, "children" | "icon" | "onClick"> {
  text: string;
  /** What is copied, for the spoken name: “Copy key”. */
  label: string;
  /** Shows the label beside the icon. */
  isLabelled?: boolean;
}

export function CopyButton({
  text,
  label,
  isLabelled = false,
  variant = "ghost",
  size,
  ...props
}: CopyButtonProps) {
  const { isCopied, copy } = useCopy();
  const icon = isCopied ? <Check aria-hidden className="text-success" /> : <Copy aria-hidden />;
  const button = (
    <Button
      {...props}
      variant={variant}
      size={size ?? (isLabelled ? "sm" : "icon-sm")}
      aria-label={isLabelled ? undefined : label}
      icon={icon}
      onClick={() => copy(text)}
    >
      {isLabelled && (isCopied ? "Copied" : label)}
    </Button>
  );
  return (
    <>
      {isLabelled ? button : <Tooltip content={isCopied ? "Copied" : label}>{button}</Tooltip>}
      <span role="status" className="sr-only">
        {isCopied ? "Copied" : ""}
      </span>
    </>
  );
}

/** A value in full, selectable, with a copy button: for keys that are shown once and for base URLs. */
export function CopyField({ value, label, className }: { value: string; label: string; className?: string }) {
  return (
    <div
      className={cn(
        "flex items-center gap-1 rounded-md border border-default bg-subtle py-1 pr-1 pl-2.5",
        className,
      )}
    >
      <code className="min-w-0 grow select-all font-mono text-xs break-all text-emphasis">{value}</code>
      <CopyButton text={value} label={label} />
    </div>
  );
}

/** An id shortened in the middle; pressing it copies the whole. */
export function CopyId({
  id,
  label = "Copy id",
  className,
}: {
  id: string;
  label?: string;
  className?: string;
}) {
  const { isCopied, copy } = useCopy();
  return (
    <Tooltip content={isCopied ? "Copied" : id}>
      <button
        type="button"
        onClick={() => copy(id)}
        className={cn(
          "group inline-flex min-h-6 items-center gap-1 rounded-sm font-mono text-xs text-default hover:text-emphasis",
          className,
        )}
      >
        <span className="sr-only">{label}</span>
        {shortenMiddle(id)}
        {isCopied ? (
          <Check aria-hidden className="size-3 text-success" />
        ) : (
          <Copy
            aria-hidden
            className="size-3 text-subtle opacity-0 transition-opacity duration-120 group-hover:opacity-100 group-focus-visible:opacity-100"
          />
        )}
      </button>
    </Tooltip>
  );
}
