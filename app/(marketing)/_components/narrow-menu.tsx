"use client";

import { Menu as MenuIcon } from "lucide-react";
import { Button } from "@/app/_ui/button";
import { Menu, MenuContent, MenuLinkItem, MenuSeparator, MenuTrigger } from "@/app/_ui/menu";
import { SITE_LINKS } from "../_content/site-links";

/** The site's links where the header has no room for them. */
export function NarrowMenu({ isSignedIn }: { isSignedIn: boolean }) {
  return (
    <Menu>
      <MenuTrigger
        render={
          <Button size="icon" aria-label="Menu" icon={<MenuIcon aria-hidden />} className="md:hidden" />
        }
      />
      <MenuContent>
        {SITE_LINKS.map((link) => (
          <MenuLinkItem key={link.href} href={link.href}>
            {link.label}
          </MenuLinkItem>
        ))}
        {isSignedIn ? null : (
          <>
            <MenuSeparator />
            <MenuLinkItem href="/sign-in">Sign in</MenuLinkItem>
          </>
        )}
      </MenuContent>
    </Menu>
  );
}
