import { cn } from "@/app/_ui/cn";

/** A letter in the place of a logo, which would not be ours to show. Decorative. */
export function ProviderAvatar({ name, className }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        "flex size-7 shrink-0 items-center justify-center rounded-md border border-default bg-subtle text-xs font-semibold text-muted uppercase",
        className,
      )}
    >
      {name[0]}
    </span>
  );
}
