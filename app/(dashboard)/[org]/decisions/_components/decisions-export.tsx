"use client";

import { Download } from "lucide-react";
import { LockedFeature } from "@/app/_components/locked-feature";
import { useConsole } from "@/app/_components/shell/console-context";
import { usePlan } from "@/app/_components/use-plan";
import { urlRange } from "@/app/_lib/url-range";
import { IconButton } from "@/app/_ui/button";
import { Menu, MenuContent, MenuGroup, MenuItem, MenuLabel, MenuTrigger } from "@/app/_ui/menu";
import { Popover, PopoverContent, PopoverTrigger } from "@/app/_ui/popover";
import { entitled } from "@/server/contracts/plans";
import type { DecisionsParams } from "../search-params";
import { exportHref, exportSpan } from "./export-href";

const button = (
  <IconButton label="Export" variant="ghost" size="sm">
    <Download aria-hidden />
  </IconButton>
);

/** Every decision of the range as one file, or what that would be. */
export function DecisionsExport({ params }: { params: DecisionsParams }) {
  const { org } = useConsole();
  const plan = usePlan();
  if (plan === undefined) return null;
  if (!entitled(plan.id, "decision_export")) {
    return (
      <Popover>
        <PopoverTrigger render={button} />
        <PopoverContent label="Export" align="end" className="w-80 p-0">
          <LockedFeature feature="decision_export" title="Export decisions">
            Every decision of a time range as one CSV or JSON lines file, with the chance each model had, for
            audits and your own statistics. The file ends with a count and a checksum.
          </LockedFeature>
        </PopoverContent>
      </Popover>
    );
  }
  const download = (format: "csv" | "jsonl") => {
    const link = document.createElement("a");
    const span = exportSpan(urlRange(params), new Date(), plan.decisionDays);
    link.href = exportHref(org.slug, span, format);
    link.download = "";
    link.click();
  };
  return (
    <Menu>
      <MenuTrigger render={button} />
      <MenuContent>
        <MenuGroup>
          <MenuLabel>Every decision of the range, whatever the filters</MenuLabel>
          <MenuItem onSelect={() => download("csv")}>CSV</MenuItem>
          <MenuItem onSelect={() => download("jsonl")}>JSON lines</MenuItem>
        </MenuGroup>
      </MenuContent>
    </Menu>
  );
}
