"use client";

import { Ban, Ellipsis, Pencil, ScrollText } from "lucide-react";
import { useConsole } from "@/app/_components/shell/console-context";
import { Badge, StatusDot } from "@/app/_ui/badge";
import { IconButton } from "@/app/_ui/button";
import { cn } from "@/app/_ui/cn";
import { Menu, MenuContent, MenuItem, MenuLinkItem, MenuSeparator, MenuTrigger } from "@/app/_ui/menu";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { ApiKey } from "@/server/contracts/api-keys";

export interface KeysTableProps {
  keys: readonly ApiKey[];
  /** Left out for those who may not manage keys. */
  onEdit: ((key: ApiKey) => void) | undefined;
  onRevoke: ((key: ApiKey) => void) | undefined;
}

const STATUS = {
  active: { tone: "success", label: "Active" },
  expired: { tone: "warning", label: "Expired" },
  revoked: { tone: "neutral", label: "Revoked" },
} as const;

export function KeysTable({ keys, onEdit, onRevoke }: KeysTableProps) {
  return (
    <Table label="API keys">
      <TableHead>
        <tr>
          <TableHeaderCell>Name</TableHeaderCell>
          <TableHeaderCell>Key</TableHeaderCell>
          <TableHeaderCell>Status</TableHeaderCell>
          <TableHeaderCell>Permissions</TableHeaderCell>
          <TableHeaderCell>Project</TableHeaderCell>
          <TableHeaderCell>Last used</TableHeaderCell>
          <TableHeaderCell>Created</TableHeaderCell>
          <TableHeaderCell>
            <span className="sr-only">Actions</span>
          </TableHeaderCell>
        </tr>
      </TableHead>
      <TableBody>
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} onEdit={onEdit} onRevoke={onRevoke} />
        ))}
      </TableBody>
    </Table>
  );
}

interface KeyRowProps extends Pick<KeysTableProps, "onEdit" | "onRevoke"> {
  apiKey: ApiKey;
}

function KeyRow({ apiKey, onEdit, onRevoke }: KeyRowProps) {
  const status = STATUS[apiKey.status];
  const isLive = apiKey.status === "active";
  return (
    <TableRow className="h-11">
      <TableCell className={cn("max-w-56 truncate font-semibold", isLive ? "text-emphasis" : "text-subtle")}>
        {apiKey.name}
      </TableCell>
      <TableCell className="font-mono text-xs whitespace-nowrap text-muted">
        {apiKey.prefix}…{apiKey.lastFour}
      </TableCell>
      <TableCell className="whitespace-nowrap">
        <span className="flex items-center gap-2 text-muted">
          <StatusDot tone={status.tone} />
          {status.label}
          {isLive && apiKey.expiresAt !== null && (
            <span className="text-xs text-subtle">
              until <RelativeTime date={apiKey.expiresAt} />
            </span>
          )}
        </span>
      </TableCell>
      <TableCell>
        <span className="flex gap-1">
          {apiKey.permissions.map((permission) => (
            <Badge key={permission} tone={permission === "admin" ? "warning" : "neutral"}>
              {permission}
            </Badge>
          ))}
        </span>
      </TableCell>
      <TableCell className="max-w-40 truncate text-muted">{apiKey.projectName}</TableCell>
      <TableCell className="text-muted">
        {apiKey.lastUsedAt === null ? "Never" : <RelativeTime date={apiKey.lastUsedAt} />}
      </TableCell>
      <TableCell className="text-muted">
        <RelativeTime date={apiKey.createdAt} />
      </TableCell>
      <TableCell className="w-0 text-right">
        <KeyMenu
          apiKey={apiKey}
          onEdit={apiKey.status === "revoked" ? undefined : onEdit}
          onRevoke={isLive ? onRevoke : undefined}
        />
      </TableCell>
    </TableRow>
  );
}

function KeyMenu({ apiKey, onEdit, onRevoke }: KeyRowProps) {
  const { org } = useConsole();
  return (
    <Menu>
      <MenuTrigger
        render={
          <IconButton label={`Actions for ${apiKey.name}`} size="icon-sm">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      />
      <MenuContent>
        <MenuLinkItem href={`/${org.slug}/requests?apiKeyId=${apiKey.id}`} icon={<ScrollText aria-hidden />}>
          Requests with this key
        </MenuLinkItem>
        {onEdit !== undefined && (
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => onEdit(apiKey)}>
            Edit…
          </MenuItem>
        )}
        {onRevoke !== undefined && (
          <>
            <MenuSeparator />
            <MenuItem isDanger icon={<Ban aria-hidden />} onSelect={() => onRevoke(apiKey)}>
              Revoke…
            </MenuItem>
          </>
        )}
      </MenuContent>
    </Menu>
  );
}
