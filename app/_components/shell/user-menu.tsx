"use client";

import { BookOpen, Keyboard, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { signOut } from "next-auth/react";
import { useTheme } from "next-themes";
import {
  Menu,
  MenuContent,
  MenuGroup,
  MenuItem,
  MenuLabel,
  MenuLinkItem,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from "@/app/_ui/menu";
import { useConsole } from "./console-context";

export function UserMenu() {
  const { person, setOpenLayer } = useConsole();
  const { theme, setTheme } = useTheme();
  const shownName = person.name ?? person.email;
  return (
    <Menu>
      <MenuTrigger className="flex h-9 w-full min-w-0 items-center gap-2 rounded-md px-2 text-left transition-colors duration-120 hover:bg-muted data-popup-open:bg-muted">
        <span
          aria-hidden
          className="flex size-5 shrink-0 items-center justify-center rounded-full bg-strong text-2xs font-semibold text-emphasis uppercase"
        >
          {[...shownName][0]}
        </span>
        <span className="min-w-0 grow truncate text-sm text-muted">{shownName}</span>
        <span className="sr-only">Account menu</span>
      </MenuTrigger>
      <MenuContent align="start" side="top" className="w-54">
        <MenuGroup>
          <MenuLabel>
            <span className="block truncate">{person.email}</span>
          </MenuLabel>
        </MenuGroup>
        <MenuSeparator />
        <MenuGroup>
          <MenuLabel>Theme</MenuLabel>
          <MenuRadioGroup value={theme} onValueChange={setTheme}>
            <MenuRadioItem value="system" icon={<Monitor aria-hidden />}>
              System
            </MenuRadioItem>
            <MenuRadioItem value="light" icon={<Sun aria-hidden />}>
              Light
            </MenuRadioItem>
            <MenuRadioItem value="dark" icon={<Moon aria-hidden />}>
              Dark
            </MenuRadioItem>
          </MenuRadioGroup>
        </MenuGroup>
        <MenuSeparator />
        <MenuLinkItem href="/docs" icon={<BookOpen aria-hidden />}>
          Documentation
        </MenuLinkItem>
        <MenuItem icon={<Keyboard aria-hidden />} shortcut={["?"]} onSelect={() => setOpenLayer("shortcuts")}>
          Keyboard shortcuts
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<LogOut aria-hidden />} onSelect={() => void signOut({ callbackUrl: "/" })}>
          Sign out
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
