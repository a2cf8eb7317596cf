"use client";

import { Ban, Ellipsis, FlaskConical, RefreshCw, ScrollText } from "lucide-react";
import type { ReactNode } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { Badge, StatusDot } from "@/app/_ui/badge";
import { Button, IconButton } from "@/app/_ui/button";
import { Menu, MenuContent, MenuItem, MenuLinkItem, MenuSeparator, MenuTrigger } from "@/app/_ui/menu";
import { RelativeTime } from "@/app/_ui/relative-time";
import { providerCatalogEntry } from "@/server/contracts/provider-catalog";
import type { ProviderKey } from "@/server/contracts/provider-keys";
import { TestButton, TestResult, useConnectionTest } from "./connection-test";
import { ProviderAvatar } from "./provider-avatar";

export interface ConnectedActions {
  onReplace: (key: ProviderKey) => void;
  onRevoke: (key: ProviderKey) => void;
}

export interface ConnectedListProps {
  keys: readonly ProviderKey[];
  /** Left out for those who may only look. */
  actions: ConnectedActions | undefined;
}

/** The sandbox first, which is always there; then what the organisation has connected. */
export function ConnectedList({ keys, actions }: ConnectedListProps) {
  return (
    <ul className="divide-y divide-subtle">
      <Row
        avatar={
          <span
            aria-hidden
            className="flex size-7 shrink-0 items-center justify-center rounded-md bg-accent-subtle text-accent"
          >
            <FlaskConical className="size-3.5" />
          </span>
        }
        name="Sandbox"
        badge={<Badge tone="accent">Always on</Badge>}
        detail={
          <>
            Built-in models for trying everything without a key:{" "}
            <code className="font-mono text-xs">sandbox/quick</code>,{" "}
            <code className="font-mono text-xs">sandbox/balanced</code>,{" "}
            <code className="font-mono text-xs">sandbox/genius</code>. Their answers are scripted and marked
            as sandbox.
          </>
        }
      />
      {keys.map((key) => (
        // A changed connection starts without the old one's test result.
        <ConnectedRow key={`${key.id} ${key.baseUrl} ${key.lastFour}`} providerKey={key} actions={actions} />
      ))}
    </ul>
  );
}

function ConnectedRow({
  providerKey,
  actions,
}: {
  providerKey: ProviderKey;
  actions: ConnectedActions | undefined;
}) {
  const entry = providerCatalogEntry(providerKey.provider);
  const name = entry?.name ?? providerKey.provider;
  const test = useConnectionTest(providerKey);
  const needsKeyAgain = !providerKey.hasSecret && entry?.needsKey === true;
  return (
    <Row
      avatar={<ProviderAvatar name={name} />}
      name={providerKey.name}
      badge={
        needsKeyAgain ? (
          <Badge tone="warning">Key needed</Badge>
        ) : (
          <span className="flex items-center gap-1.5 text-xs text-muted">
            <StatusDot tone="success" /> Connected
          </span>
        )
      }
      detail={
        <>
          <ConnectedFacts providerKey={providerKey} providerName={name} />
          <TestResult test={test} />
        </>
      }
      end={
        <>
          {needsKeyAgain && actions !== undefined && (
            <Button size="sm" onClick={() => actions.onReplace(providerKey)}>
              Enter key
            </Button>
          )}
          {!needsKeyAgain && actions !== undefined && <TestButton name={providerKey.name} test={test} />}
          <ConnectedMenu providerKey={providerKey} actions={actions} />
        </>
      }
    />
  );
}

function ConnectedFacts({ providerKey, providerName }: { providerKey: ProviderKey; providerName: string }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
      {providerKey.name !== providerName && <span>{providerName}</span>}
      {providerKey.hasSecret && <span className="font-mono text-xs">••••{providerKey.lastFour}</span>}
      {providerKey.baseUrl !== null && (
        <span className="font-mono text-xs break-all">{providerKey.baseUrl}</span>
      )}
      <span>
        added <RelativeTime date={providerKey.createdAt} />
      </span>
    </span>
  );
}

interface RowProps {
  avatar: ReactNode;
  name: string;
  badge: ReactNode;
  detail: ReactNode;
  end?: ReactNode;
}

function Row({ avatar, name, badge, detail, end }: RowProps) {
  return (
    <li className="flex min-h-14 items-center gap-3 px-4 py-2.5">
      {avatar}
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="truncate font-semibold text-emphasis">{name}</span>
          {badge}
        </p>
        <div className="mt-0.5 text-xs text-muted">{detail}</div>
      </div>
      {end !== undefined && <div className="flex shrink-0 items-center gap-1">{end}</div>}
    </li>
  );
}

function ConnectedMenu({
  providerKey,
  actions,
}: {
  providerKey: ProviderKey;
  actions: ConnectedActions | undefined;
}) {
  const { org } = useConsole();
  return (
    <Menu>
      <MenuTrigger
        render={
          <IconButton label={`Actions for ${providerKey.name}`} size="icon-sm">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      />
      <MenuContent>
        <MenuLinkItem
          href={`/${org.slug}/requests?provider=${providerKey.provider}`}
          icon={<ScrollText aria-hidden />}
        >
          Requests to this provider
        </MenuLinkItem>
        {actions !== undefined && (
          <>
            <MenuItem icon={<RefreshCw aria-hidden />} onSelect={() => actions.onReplace(providerKey)}>
              Change…
            </MenuItem>
            <MenuSeparator />
            <MenuItem isDanger icon={<Ban aria-hidden />} onSelect={() => actions.onRevoke(providerKey)}>
              Disconnect…
            </MenuItem>
          </>
        )}
      </MenuContent>
    </Menu>
  );
}
