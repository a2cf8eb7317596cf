export const SITE_LINKS = [
  { href: "/#loop", label: "How it works" },
  { href: "/#compare", label: "Compare" },
  { href: "/pricing", label: "Pricing" },
  { href: "/docs", label: "Docs" },
  { href: "/trust", label: "Trust" },
] as const;
