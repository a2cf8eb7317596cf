"use client";

import { RefreshCw } from "lucide-react";
import { Button } from "@/app/_ui/button";
import { Menu, MenuContent, MenuGroup, MenuItem, MenuLabel, MenuTrigger } from "@/app/_ui/menu";
import { useReprice } from "./use-reprice";

const RANGES = [
  { range: "24h", label: "Last 24 hours" },
  { range: "7d", label: "Last 7 days" },
  { range: "30d", label: "Last 30 days" },
  { range: "90d", label: "Last 90 days" },
] as const;

/** Prices past requests whose cost was not known. The worker does it too, every few minutes. */
export function RepriceButton() {
  const { isRunning, reprice } = useReprice();
  return (
    <Menu>
      <MenuTrigger
        render={
          <Button size="sm" icon={<RefreshCw aria-hidden />} isLoading={isRunning}>
            Re-price
          </Button>
        }
      />
      <MenuContent>
        <MenuGroup>
          <MenuLabel>Requests without a known cost</MenuLabel>
          {RANGES.map(({ range, label }) => (
            <MenuItem key={range} onSelect={() => reprice({ range })}>
              {label}
            </MenuItem>
          ))}
        </MenuGroup>
      </MenuContent>
    </Menu>
  );
}
