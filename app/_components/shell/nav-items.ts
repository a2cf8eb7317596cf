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

export interface NavItem {
  id: string;
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
    label: "Overview",
    path: "",
    icon: LayoutDashboard,
    key: "o",
    needs: "organization:read",
  },
  { id: "requests", label: "Requests", path: "/requests", icon: ScrollText, key: "r", needs: "request:read" },
  {
    id: "sessions",
    label: "Sessions",
    path: "/sessions",
    icon: MessagesSquare,
    key: "e",
    needs: "session:read",
  },
  { id: "decisions", label: "Decisions", path: "/decisions", icon: Split, key: "d", needs: "request:read" },
  { id: "nps", label: "NPS", path: "/nps", icon: Smile, key: "n", needs: "nps:read" },
  { id: "routes", label: "Routes", path: "/routes", icon: Route, key: "t", needs: "route:read" },
  {
    id: "learning",
    label: "Learning",
    path: "/learning",
    icon: GraduationCap,
    key: "l",
    needs: "route:read",
  },
  { id: "prompts", label: "Prompts", path: "/prompts", icon: FileText, key: "w", needs: "prompt:read" },
  {
    id: "evaluations",
    label: "Evaluations",
    path: "/evaluations",
    icon: FlaskConical,
    key: "v",
    needs: "evaluation:read",
  },
  { id: "rate", label: "To rate", path: "/rate", icon: Star, key: "a", needs: "rating:write" },
  {
    id: "firewall",
    label: "Firewall",
    path: "/firewall",
    icon: Shield,
    key: "f",
    needs: "firewall:read",
  },
  { id: "models", label: "Models", path: "/models", icon: Cpu, key: "m", needs: "request:read" },
  { id: "keys", label: "Keys", path: "/keys", icon: KeyRound, key: "k", needs: "api_key:read" },
  { id: "providers", label: "Providers", path: "/providers", icon: Boxes, key: "p", needs: "provider:read" },
  { id: "usage", label: "Usage", path: "/usage", icon: ChartColumn, key: "u", needs: "usage:read" },
  {
    id: "settings",
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
  const path = pathname.slice(orgSlug.length + 1);
  return NAV_ITEMS.findLast((item) => path === item.path || path.startsWith(`${item.path}/`)) ?? NAV_ITEMS[0];
}
