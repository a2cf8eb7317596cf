"use client";

import { Search } from "lucide-react";
import { useRef, useState } from "react";
import { useHotkeys } from "@/app/_lib/use-hotkeys";
import { AffixInput } from "@/app/_ui/input";
import { Kbd } from "@/app/_ui/kbd";

const REQUEST_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface SearchFieldProps {
  /** What can be searched by, spoken and shown. */
  label: string;
  placeholder: string;
  value: string | null;
  onSearch: (text: string | null) => void;
  /** A whole request id was entered: it can be opened whatever the range. */
  onOpenRequest?: (id: string) => void;
}

/** Searches a list when it is left or Enter is pressed; `/` leads to it. */
export function SearchField({ label, placeholder, value, onSearch, onOpenRequest }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value ?? "");
  const [seen, setSeen] = useState(value);
  // The URL also changes elsewhere (a chip, Back); then the field follows it.
  if (value !== seen) {
    setSeen(value);
    setText(value ?? "");
  }
  useHotkeys({ "/": () => input.current?.focus() });
  const submit = () => {
    const wanted = text.trim();
    if (onOpenRequest !== undefined && REQUEST_ID.test(wanted)) {
      setText("");
      onOpenRequest(wanted.toLowerCase());
    } else if (wanted !== (value ?? "")) {
      onSearch(wanted === "" ? null : wanted);
    }
  };
  return (
    <search className="w-64 max-sm:w-full">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <AffixInput
          ref={input}
          type="search"
          aria-label={label}
          placeholder={placeholder}
          value={text}
          onValueChange={setText}
          onBlur={submit}
          icon={<Search aria-hidden />}
          trailing={<Kbd keys={["/"]} className="max-sm:hidden" />}
        />
      </form>
    </search>
  );
}
