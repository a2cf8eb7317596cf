import {
  Boxes,
  ChartColumn,
  Cpu,
  FileText,
  FlaskConical,
  GraduationCap,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  MessagesSquare,
  Route,
  ScrollText,
  Settings,
  Shield,
  Smile,
  Split,
  Star,
} from "lucide-react";
import type { Action } from "@/server/contracts/permissions";

export type NavSection = "observe" | "improve" | "manage";

/** The sections of the sidebar, in their order; what is in none stands above them. */
export const NAV_SECTIONS: readonly { id: NavSection | null; label: string | null }[] = [
  { id: null, label: null },
  { id: "observe", label: "Observe" },
  { id: "improve", label: "Improve" },
  { id: "manage", label: "Manage" },
];

export interface NavItem {
  id: string;
  section: NavSection | null;
  label: string;
  /** Path below the organisation; empty for its overview. */
  path: string;
  icon: LucideIcon;
  /** Second key after `g`. */
  key: string;
  needs: Action;
}

/** The areas of the console, in the order of the sidebar, the command menu and the shortcut list. */
export const NAV_ITEMS: readonly NavItem[] = [
  {
    id: "overview",
    section: null,
    label: "Overview",
    path: "",
    icon: LayoutDashboard,
    key: "o",
    needs: "organization:read",
  },
  {
    id: "requests",
    section: "observe",
    label: "Requests",
    path: "/requests",
    icon: ScrollText,
    key: "r",
    needs: "request:read",
  },
  {
    id: "sessions",
    section: "observe",
    label: "Sessions",
    path: "/sessions",
    icon: MessagesSquare,
    key: "e",
    needs: "session:read",
  },
  {
    id: "decisions",
    section: "observe",
    label: "Decisions",
    path: "/decisions",
    icon: Split,
    key: "d",
    needs: "request:read",
  },
  { id: "nps", section: "observe", label: "NPS", path: "/nps", icon: Smile, key: "n", needs: "nps:read" },
  {
    id: "routes",
    section: "improve",
    label: "Routes",
    path: "/routes",
    icon: Route,
    key: "t",
    needs: "route:read",
  },
  {
    id: "learning",
    section: "improve",
    label: "Learning",
    path: "/learning",
    icon: GraduationCap,
    key: "l",
    needs: "route:read",
  },
  {
    id: "prompts",
    section: "improve",
    label: "Prompts",
    path: "/prompts",
    icon: FileText,
    key: "w",
    needs: "prompt:read",
  },
  {
    id: "evaluations",
    section: "improve",
    label: "Evaluations",
    path: "/evaluations",
    icon: FlaskConical,
    key: "v",
    needs: "evaluation:read",
  },
  {
    id: "rate",
    section: "improve",
    label: "To rate",
    path: "/rate",
    icon: Star,
    key: "a",
    needs: "rating:write",
  },
  {
    id: "firewall",
    section: "manage",
    label: "Firewall",
    path: "/firewall",
    icon: Shield,
    key: "f",
    needs: "firewall:read",
  },
  {
    id: "models",
    section: "manage",
    label: "Models",
    path: "/models",
    icon: Cpu,
    key: "m",
    needs: "request:read",
  },
  {
    id: "keys",
    section: "manage",
    label: "Keys",
    path: "/keys",
    icon: KeyRound,
    key: "k",
    needs: "api_key:read",
  },
  {
    id: "providers",
    section: "manage",
    label: "Providers",
    path: "/providers",
    icon: Boxes,
    key: "p",
    needs: "provider:read",
  },
  {
    id: "usage",
    section: "manage",
    label: "Usage",
    path: "/usage",
    icon: ChartColumn,
    key: "u",
    needs: "usage:read",
  },
  {
    id: "settings",
    section: "manage",
    label: "Settings",
    path: "/settings",
    icon: Settings,
    key: "s",
    needs: "organization:read",
  },
];

export function navHref(orgSlug: string, item: NavItem): string {
  return `/${orgSlug}${item.path}`;
}

/** The area a path lies in: the longest one that it starts with. */
export function activeNavItem(orgSlug: string, pathname: string): NavItem | undefined {
  const path = pathname.slice(orgSlug.length + 1).replace(/^\/billing-simulator(?=\/|$)/, "/settings");
  return NAV_ITEMS.findLast((item) => path === item.path || path.startsWith(`${item.path}/`)) ?? NAV_ITEMS[0];
}
