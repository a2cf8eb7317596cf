import Link from "next/link";

export function Wordmark() {
  return (
    <Link
      href="/"
      className="inline-flex items-center gap-2 text-base font-semibold tracking-[-0.01em] text-emphasis"
    >
      <LoopMark className="size-5" />
      Floopy
    </Link>
  );
}

/** An open loop that ends in a point: the session that comes back as a score. */
function LoopMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className={className}>
      <path
        d="M15.9 6.2A7 7 0 1 0 16.9 11.2"
        className="fill-none stroke-current"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
      <circle cx="10" cy="10" r="2.6" className="fill-accent-solid" />
    </svg>
  );
}
