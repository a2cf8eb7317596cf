"use client";

import {
  BookOpen,
  Building2,
  Hash,
  Keyboard,
  LogOut,
  type LucideIcon,
  Monitor,
  Moon,
  Plug,
  Plus,
  Sun,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { signOut } from "next-auth/react";
import { useTheme } from "next-themes";
import type { Action } from "@/server/contracts/permissions";
import { useConsole } from "./console-context";
import { NAV_ITEMS, navHref } from "./nav-items";

export interface ConsoleCommand {
  id: string;
  label: string;
  icon: LucideIcon;
  run: () => void;
  keywords?: string[];
  keys?: readonly string[];
  /** Not filtered by the query: it was made from it. */
  isAlwaysShown?: boolean;
}

export interface CommandGroup {
  title: string;
  commands: ConsoleCommand[];
}

const REQUEST_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** What can be made from anywhere, by those who may. */
const CREATE: readonly (Omit<ConsoleCommand, "run"> & { path: string; needs: Action })[] = [
  {
    id: "create-key",
    label: "Create API key",
    icon: Plus,
    path: "/keys?create=true",
    needs: "api_key:manage",
  },
  {
    id: "create-route",
    label: "Create route",
    icon: Plus,
    path: "/routes?create=true",
    needs: "route:manage",
  },
  { id: "create-prompt", label: "Create prompt", icon: Plus, path: "/prompts/new", needs: "prompt:manage" },
  {
    id: "connect-provider",
    label: "Connect a provider",
    icon: Plug,
    path: "/providers",
    needs: "provider:manage",
  },
];

export function useCommands(query: string): CommandGroup[] {
  const { org, organizations, may, setOpenLayer } = useConsole();
  const router = useRouter();
  const { setTheme } = useTheme();
  const id = query.trim();
  const found: ConsoleCommand[] = REQUEST_ID.test(id)
    ? [
        {
          id: "open-request",
          label: `Open request ${id}`,
          icon: Hash,
          isAlwaysShown: true,
          run: () => router.push(`/${org.slug}/requests?request=${id}`),
        },
      ]
    : [];
  const goTo = NAV_ITEMS.filter((item) => may(item.needs)).map<ConsoleCommand>((item) => ({
    id: item.id,
    label: item.label,
    icon: item.icon,
    keys: ["g", item.key],
    run: () => router.push(navHref(org.slug, item)),
  }));
  const create = CREATE.filter(({ needs }) => may(needs)).map<ConsoleCommand>(
    ({ path, needs: _, ...command }) => ({
      ...command,
      run: () => router.push(`/${org.slug}${path}`),
    }),
  );
  const others = organizations
    .filter((each) => each.slug !== org.slug)
    .map<ConsoleCommand>((each) => ({
      id: `org-${each.slug}`,
      label: each.name,
      icon: Building2,
      keywords: ["organisation", "switch"],
      run: () => router.push(`/${each.slug}`),
    }));
  return [
    { title: "Found", commands: found },
    { title: "Go to", commands: goTo },
    { title: "Create", commands: create },
    { title: "Organisations", commands: others },
    { title: "Theme", commands: themeCommands(setTheme) },
    { title: "Help", commands: helpCommands(router.push, () => setOpenLayer("shortcuts")) },
  ].filter((group) => group.commands.length > 0);
}

function themeCommands(setTheme: (theme: string) => void): ConsoleCommand[] {
  const theme = (value: string, label: string, icon: LucideIcon): ConsoleCommand => ({
    id: `theme-${value}`,
    label,
    icon,
    keywords: ["theme", "appearance"],
    run: () => setTheme(value),
  });
  return [
    theme("light", "Light theme", Sun),
    theme("dark", "Dark theme", Moon),
    theme("system", "Theme of the system", Monitor),
  ];
}

function helpCommands(go: (href: string) => void, showShortcuts: () => void): ConsoleCommand[] {
  return [
    { id: "docs", label: "Documentation", icon: BookOpen, run: () => go("/docs") },
    { id: "shortcuts", label: "Keyboard shortcuts", icon: Keyboard, keys: ["?"], run: showShortcuts },
    { id: "sign-out", label: "Sign out", icon: LogOut, run: () => void signOut({ callbackUrl: "/" }) },
  ];
}
