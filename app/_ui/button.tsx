"use client";

import { Button as BaseButton } from "@base-ui/react/button";
import { cva, type VariantProps } from "class-variance-authority";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { Spinner } from "./spinner";
import { Tooltip } from "./tooltip";

export const buttonVariants = cva(
  [
    "relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-semibold",
    "transition-[background-color,border-color,color,opacity] duration-150",
    "disabled:cursor-not-allowed disabled:opacity-50 data-disabled:cursor-not-allowed data-disabled:opacity-50",
    "[&_svg]:size-3.5 [&_svg]:shrink-0",
  ],
  {
    variants: {
      variant: {
        primary: "bg-inverse text-inverse hover:bg-inverse-hover",
        accent: "bg-accent-solid text-on-accent hover:bg-accent-solid-hover",
        secondary: "border border-strong bg-surface text-emphasis hover:bg-muted data-popup-open:bg-muted",
        ghost:
          "text-muted hover:bg-muted hover:text-emphasis data-popup-open:bg-muted data-popup-open:text-emphasis",
        danger: "bg-error-solid text-on-accent hover:bg-error-solid-hover",
        "danger-ghost": "text-error hover:bg-error-subtle",
      },
      size: {
        sm: "h-7 px-2 text-xs",
        md: "h-8 px-3 text-sm",
        lg: "h-10 px-4 text-base",
        "icon-sm": "size-6 rounded-sm",
        icon: "size-8",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

type ButtonStyle = VariantProps<typeof buttonVariants>;

export interface ButtonProps extends Omit<ComponentProps<typeof BaseButton>, "className">, ButtonStyle {
  className?: string;
  icon?: ReactNode;
  /** Shows progress in the icon's place; the label and the focus stay, another press does nothing. */
  isLoading?: boolean;
}

export function Button({
  variant,
  size,
  className,
  icon,
  isLoading = false,
  children,
  disabled,
  ...props
}: ButtonProps) {
  return (
    <BaseButton
      {...props}
      aria-busy={isLoading || undefined}
      disabled={disabled || isLoading}
      focusableWhenDisabled={isLoading}
      className={cn(buttonVariants({ variant, size }), className)}
    >
      {isLoading ? <Spinner /> : icon}
      {children}
    </BaseButton>
  );
}

export interface ButtonLinkProps extends ComponentProps<typeof Link>, ButtonStyle {
  icon?: ReactNode;
}

/** A link that looks like a button: it goes somewhere, a `Button` does something. */
export function ButtonLink({ variant, size, className, icon, children, ...props }: ButtonLinkProps) {
  return (
    <Link {...props} className={cn(buttonVariants({ variant, size }), className)}>
      {icon}
      {children}
    </Link>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, "children" | "icon" | "aria-label"> {
  /** Spoken name, also shown as the tooltip. */
  label: string;
  children: ReactNode;
  shortcut?: readonly string[];
}

export function IconButton({
  label,
  children,
  shortcut,
  variant = "ghost",
  size = "icon",
  ...props
}: IconButtonProps) {
  return (
    <Tooltip content={label} shortcut={shortcut}>
      <Button {...props} aria-label={label} variant={variant} size={size} icon={children} />
    </Tooltip>
  );
}
