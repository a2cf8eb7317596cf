"use client";

import { SlidersHorizontal } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "@/app/_ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "@/app/_ui/popover";

interface MoreFiltersProps {
  /** Called with the fields as they stand. */
  onApply: (form: FormData) => void;
  children: ReactNode;
}

/** Filters that take a typed value, in a popover behind “More”. */
export function MoreFilters({ onApply, children }: MoreFiltersProps) {
  const [isOpen, setIsOpen] = useState(false);
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onApply(new FormData(event.currentTarget));
    setIsOpen(false);
  };
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger
        render={
          <Button size="sm" variant="ghost" icon={<SlidersHorizontal aria-hidden />}>
            More
          </Button>
        }
      />
      <PopoverContent label="More filters" className="w-72">
        <form onSubmit={apply} className="space-y-3">
          {children}
          <div className="flex justify-end">
            <Button type="submit" variant="primary" size="sm">
              Apply
            </Button>
          </div>
        </form>
      </PopoverContent>
    </Popover>
  );
}

/** What a field holds; null where it is empty. */
export function textIn(form: FormData, name: string): string | null {
  const value = form.get(name);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}
