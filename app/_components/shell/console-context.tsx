"use client";

import { createContext, type ReactNode, use, useMemo, useState } from "react";
import { type Action, can, type Role } from "@/server/contracts/permissions";

export interface ConsoleOrg {
  slug: string;
  name: string;
  role: Role;
  isDemo: boolean;
}

export interface ConsolePerson {
  name: string | null;
  email: string;
}

export interface ConsoleFacts {
  org: ConsoleOrg;
  /** Every organisation of the person, this one included. */
  organizations: readonly ConsoleOrg[];
  person: ConsolePerson;
  /** Scheme and host that customers' code talks to, without a path. */
  origin: string;
}

interface ConsoleValue extends ConsoleFacts {
  /** For showing or hiding; the server checks again. */
  may: (action: Action) => boolean;
  openLayer: "nav" | "commands" | "shortcuts" | null;
  setOpenLayer: (layer: ConsoleValue["openLayer"]) => void;
}

const ConsoleContext = createContext<ConsoleValue | null>(null);

export function ConsoleProvider({ facts, children }: { facts: ConsoleFacts; children: ReactNode }) {
  const [openLayer, setOpenLayer] = useState<ConsoleValue["openLayer"]>(null);
  const value = useMemo<ConsoleValue>(
    () => ({
      ...facts,
      may: (action) => can({ kind: "user", role: facts.org.role }, action),
      openLayer,
      setOpenLayer,
    }),
    [facts, openLayer],
  );
  return <ConsoleContext value={value}>{children}</ConsoleContext>;
}

/** The organisation and person of the console; only below its layout. */
export function useConsole(): ConsoleValue {
  const value = use(ConsoleContext);
  if (value === null) throw new Error("useConsole needs the console's layout around it");
  return value;
}
