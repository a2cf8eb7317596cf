"use client";

import { Check, ChevronsUpDown, Plus } from "lucide-react";
import { Badge } from "@/app/_ui/badge";
import {
  Menu,
  MenuContent,
  MenuGroup,
  MenuLabel,
  MenuLinkItem,
  MenuSeparator,
  MenuTrigger,
} from "@/app/_ui/menu";
import { useConsole } from "./console-context";
import { OrgAvatar } from "./org-avatar";

/** The organisation's name, and the way to the person's others or to a new one. */
export function OrgSwitcher() {
  const { org, organizations } = useConsole();
  const face = (
    <>
      <OrgAvatar name={org.name} />
      <span className="min-w-0 truncate text-sm font-semibold text-emphasis">{org.name}</span>
      {org.isDemo && <Badge tone="info">Demo</Badge>}
    </>
  );
  return (
    <Menu>
      <MenuTrigger className="flex h-8 w-full min-w-0 items-center gap-2 rounded-md px-2 text-left transition-colors duration-120 hover:bg-muted data-popup-open:bg-muted">
        {face}
        <ChevronsUpDown aria-hidden className="ml-auto size-3.5 shrink-0 text-subtle" />
        <span className="sr-only">Switch organisation</span>
      </MenuTrigger>
      <MenuContent align="start" className="w-56">
        <MenuGroup>
          <MenuLabel>Organisations</MenuLabel>
          {organizations.map((each) => (
            <MenuLinkItem key={each.slug} href={`/${each.slug}`} icon={<OrgAvatar name={each.name} />}>
              <span className="flex items-center gap-2">
                <span className="truncate">{each.name}</span>
                {each.slug === org.slug && (
                  <Check aria-label="Current" className="ml-auto size-3.5 text-accent" />
                )}
              </span>
            </MenuLinkItem>
          ))}
        </MenuGroup>
        <MenuSeparator />
        <MenuLinkItem href="/new" icon={<Plus aria-hidden />}>
          New organisation
        </MenuLinkItem>
      </MenuContent>
    </Menu>
  );
}
