/** The first letter on a square. Decorative: the name stands beside it. */
export function OrgAvatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden
      className="flex size-5 shrink-0 items-center justify-center rounded-sm bg-accent-solid text-2xs font-semibold text-on-accent uppercase"
    >
      {[...name.trim()][0] ?? "?"}
    </span>
  );
}
