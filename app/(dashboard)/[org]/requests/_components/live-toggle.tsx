"use client";

import { StatusDot } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { Tooltip } from "@/app/_ui/tooltip";

export interface LiveToggleProps {
  isLive: boolean;
  /** Live follows the newest requests: another order or a closed range has none. */
  isPossible: boolean;
  isFailing: boolean;
  onToggle: () => void;
}

export function LiveToggle({ isLive, isPossible, isFailing, onToggle }: LiveToggleProps) {
  const hint = isPossible ? "Show new requests as they arrive" : "Live needs a moving range and newest first";
  return (
    <Tooltip content={hint} shortcut={["l"]}>
      <Button
        size="sm"
        variant={isLive ? "secondary" : "ghost"}
        aria-pressed={isLive}
        disabled={!isPossible}
        focusableWhenDisabled
        onClick={onToggle}
        icon={
          <StatusDot
            tone={isFailing ? "warning" : isLive ? "success" : "neutral"}
            isLive={isLive && !isFailing}
          />
        }
      >
        {isLive && isFailing ? "Reconnecting…" : "Live"}
      </Button>
    </Tooltip>
  );
}
