import type { ReactNode } from "react";
import { cn } from "./cn";

export interface EmptyStateProps {
  icon?: ReactNode;
  /** What this place is, not that it is empty. */
  title: ReactNode;
  /** Why it is empty or what it is good for. */
  description: ReactNode;
  /** One action. */
  action?: ReactNode;
  /** For developers the action is a command: a code block below. */
  children?: ReactNode;
  /** `h1` where the state is the whole page. */
  headingLevel?: "h1" | "h2";
  className?: string;
}

export function EmptyState(props: EmptyStateProps) {
  const { icon, title, description, action, children, headingLevel: Heading = "h2", className } = props;
  return (
    <div className={cn("flex flex-col items-center px-6 py-14 text-center", className)}>
      {icon !== undefined && (
        <span
          aria-hidden
          className="mb-4 flex size-9 items-center justify-center rounded-lg border border-default bg-surface text-muted [&_svg]:size-4"
        >
          {icon}
        </span>
      )}
      <Heading className="text-base font-semibold text-emphasis">{title}</Heading>
      <p className="mt-1 max-w-104 text-sm text-balance text-muted">{description}</p>
      {action !== undefined && <div className="mt-4">{action}</div>}
      {children !== undefined && <div className="mt-5 w-full max-w-160 text-left">{children}</div>}
    </div>
  );
}
