"use client";

import { useState } from "react";
import { Textarea, type TextareaProps } from "./input";

export interface LinesInputProps extends Omit<TextareaProps, "value" | "defaultValue" | "onChange"> {
  value: readonly string[];
  onValueChange: (lines: string[]) => void;
}

/** A list of short texts, one per line; blank lines and spaces around are dropped. */
export function LinesInput({ value, onValueChange, ...props }: LinesInputProps) {
  const [text, setText] = useState(value.join("\n"));
  return (
    <Textarea
      spellCheck={false}
      autoCapitalize="off"
      {...props}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onValueChange(
          event.target.value
            .split("\n")
            .map((line) => line.trim())
            .filter((line) => line !== ""),
        );
      }}
    />
  );
}
