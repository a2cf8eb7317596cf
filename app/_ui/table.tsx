import type { ComponentProps } from "react";
import { cn } from "./cn";

/** Scrolls sideways inside itself on narrow screens. Short lists only; long ones use the virtual data table. */
export function Table({ className, label, ...props }: ComponentProps<"table"> & { label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="relative w-full overflow-x-auto">
      <table {...props} className={cn("w-full border-collapse text-sm", className)} />
    </section>
  );
}

export function TableHead({ className, ...props }: ComponentProps<"thead">) {
  return <thead {...props} className={cn("border-b border-default", className)} />;
}

export function TableBody({ className, ...props }: ComponentProps<"tbody">) {
  return <tbody {...props} className={cn("divide-y divide-subtle", className)} />;
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return (
    <tr
      {...props}
      className={cn("h-9 transition-colors duration-120 [tbody>&]:hover:bg-subtle", className)}
    />
  );
}

export function TableHeaderCell({
  className,
  isNumeric = false,
  ...props
}: ComponentProps<"th"> & { isNumeric?: boolean }) {
  return (
    <th
      scope="col"
      {...props}
      className={cn(
        "h-8 px-3 text-left text-xs font-normal whitespace-nowrap text-subtle first:pl-4 last:pr-4",
        isNumeric && "text-right",
        className,
      )}
    />
  );
}

export function TableCell({
  className,
  isNumeric = false,
  ...props
}: ComponentProps<"td"> & { isNumeric?: boolean }) {
  return (
    <td
      {...props}
      className={cn(
        "px-3 py-1.5 align-middle first:pl-4 last:pr-4",
        isNumeric && "text-right tabular-nums",
        className,
      )}
    />
  );
}
