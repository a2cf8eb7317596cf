"use client";

import { Download as DownloadIcon } from "lucide-react";
import { formatCount } from "@/app/_lib/format";
import { IconButton } from "@/app/_ui/button";
import { Menu, MenuContent, MenuGroup, MenuItem, MenuLabel, MenuTrigger } from "@/app/_ui/menu";
import { DOWNLOAD_ROWS_MAX, type Download, useDownload } from "./use-download";

/** What a list shows, as a file. */
export function DownloadMenu<Row>(download: Download<Row>) {
  const { isLoading, onDownload } = useDownload(download);
  return (
    <Menu>
      <MenuTrigger
        render={
          <IconButton label="Download" variant="ghost" size="sm" isLoading={isLoading}>
            <DownloadIcon aria-hidden />
          </IconButton>
        }
      />
      <MenuContent>
        <MenuGroup>
          <MenuLabel>
            This view, up to {formatCount(download.rowsMax ?? DOWNLOAD_ROWS_MAX)} {download.things}
          </MenuLabel>
          <MenuItem onSelect={() => onDownload("csv")}>CSV</MenuItem>
          <MenuItem onSelect={() => onDownload("jsonl")}>JSON lines</MenuItem>
        </MenuGroup>
      </MenuContent>
    </Menu>
  );
}
