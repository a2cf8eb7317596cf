import { LoaderCircle } from "lucide-react";
import { cn } from "./cn";

/** Decorative: the element that is busy carries `aria-busy` or a text of its own. */
export function Spinner({ className }: { className?: string }) {
  return (
    <LoaderCircle aria-hidden className={cn("size-3.5 animate-spin motion-reduce:animate-none", className)} />
  );
}
