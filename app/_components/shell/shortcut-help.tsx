"use client";

import { Dialog, DialogContent } from "@/app/_ui/dialog";
import { Kbd } from "@/app/_ui/kbd";
import { useConsole } from "./console-context";
import { NAV_ITEMS } from "./nav-items";

interface Shortcut {
  keys: readonly string[];
  label: string;
}

const GENERAL: readonly Shortcut[] = [
  { keys: ["⌘", "K"], label: "Search and commands" },
  { keys: ["?"], label: "This list" },
  { keys: ["Esc"], label: "Close one layer" },
];

const LISTS: readonly Shortcut[] = [
  { keys: ["/"], label: "Search the list" },
  { keys: ["j"], label: "Next row" },
  { keys: ["k"], label: "Previous row" },
  { keys: ["↵"], label: "Open the row" },
  { keys: ["x"], label: "Select the row" },
  { keys: ["]"], label: "Next request in the sheet" },
  { keys: ["["], label: "Previous request in the sheet" },
];

export interface ShortcutHelpProps {
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

export function ShortcutHelp({ open, onOpenChange }: ShortcutHelpProps) {
  const { may } = useConsole();
  const goTo = NAV_ITEMS.filter((item) => may(item.needs)).map((item) => ({
    keys: ["g", item.key],
    label: item.label,
  }));
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Keyboard shortcuts"
        size="md"
        description="They stay silent while you type. On Windows and Linux, ⌘ is Ctrl."
      >
        <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
          <div className="space-y-5">
            <ShortcutGroup title="Everywhere" shortcuts={GENERAL} />
            <ShortcutGroup title="Lists" shortcuts={LISTS} />
          </div>
          <ShortcutGroup title="Go to" shortcuts={goTo} />
        </div>
      </DialogContent>
    </Dialog>
  );
}

function ShortcutGroup({ title, shortcuts }: { title: string; shortcuts: readonly Shortcut[] }) {
  return (
    <section>
      <h3 className="mb-1 text-xs text-subtle">{title}</h3>
      <dl>
        {shortcuts.map((shortcut) => (
          <div
            key={shortcut.label}
            className="flex h-8 items-center justify-between gap-4 border-b border-subtle"
          >
            <dt className="text-sm text-default">{shortcut.label}</dt>
            <dd>
              <Kbd keys={shortcut.keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
