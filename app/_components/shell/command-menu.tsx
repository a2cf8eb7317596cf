"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { CornerDownLeft, Search } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cn } from "@/app/_ui/cn";
import { scrimClass } from "@/app/_ui/dialog";
import { Kbd } from "@/app/_ui/kbd";
import { type CommandGroup, useCommands } from "./use-commands";

export interface CommandMenuProps {
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** ⌘K: everything that can be reached or done, by name. */
export function CommandMenu({ open, onOpenChange }: CommandMenuProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className={cn(scrimClass, "z-modal")} />
        <Base.Viewport className="fixed inset-0 z-modal flex items-start justify-center px-4 pt-[min(14vh,8rem)]">
          <Base.Popup className="w-full max-w-144 overflow-hidden rounded-xl bg-surface shadow-modal outline-none transition-[opacity,transform] duration-120 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0">
            <Base.Title className="sr-only">Search and commands</Base.Title>
            <CommandBody onClose={() => onOpenChange(false)} />
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

function CommandBody({ onClose }: { onClose: () => void }) {
  const [query, setQuery] = useState("");
  const groups = useCommands(query);
  return (
    <Command label="Search and commands" loop>
      <div className="flex h-12 items-center gap-2.5 border-b border-default px-4">
        <Search aria-hidden className="size-4 shrink-0 text-subtle" />
        <Command.Input
          value={query}
          onValueChange={setQuery}
          placeholder="Search, or paste a request id…"
          className="h-full grow bg-transparent text-base text-emphasis outline-none placeholder:text-subtle"
        />
        <Kbd keys={["Esc"]} />
      </div>
      <Command.List className="max-h-[min(22rem,60vh)] scroll-py-2 overflow-y-auto p-2">
        <Command.Empty className="py-8 text-center text-sm text-muted">
          Nothing is called “{query}”.
        </Command.Empty>
        {groups.map((group) => (
          <CommandItems key={group.title} group={group} onClose={onClose} />
        ))}
      </Command.List>
      <footer className="flex h-9 items-center gap-3 border-t border-default px-4 text-xs text-subtle">
        <Hint keys={["↑", "↓"]}>Move</Hint>
        <Hint keys={["↵"]}>Open</Hint>
      </footer>
    </Command>
  );
}

function Hint({ keys, children }: { keys: readonly string[]; children: ReactNode }) {
  return (
    <span className="flex items-center gap-1.5">
      <Kbd keys={keys} />
      {children}
    </span>
  );
}

function CommandItems({ group, onClose }: { group: CommandGroup; onClose: () => void }) {
  return (
    <Command.Group
      heading={group.title}
      className="mb-1 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-subtle"
    >
      {group.commands.map((command) => (
        <Command.Item
          key={command.id}
          value={command.id}
          keywords={[command.label, ...(command.keywords ?? [])]}
          forceMount={command.isAlwaysShown}
          onSelect={() => {
            onClose();
            command.run();
          }}
          className="group flex h-9 cursor-default items-center gap-2.5 rounded-md px-2 text-sm text-default select-none data-[selected=true]:bg-muted data-[selected=true]:text-emphasis [&>svg]:size-4 [&>svg]:text-subtle"
        >
          <command.icon aria-hidden strokeWidth={1.75} />
          <span className="grow truncate">{command.label}</span>
          {command.keys !== undefined && <Kbd keys={command.keys} />}
          <CornerDownLeft aria-hidden className="opacity-0 group-data-[selected=true]:opacity-100" />
        </Command.Item>
      ))}
    </Command.Group>
  );
}
