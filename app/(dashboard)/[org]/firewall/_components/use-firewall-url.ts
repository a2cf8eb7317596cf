"use client";

import { useQueryStates } from "nuqs";
import { type FirewallParams, firewallParams } from "../search-params";

export interface FirewallUrl {
  params: FirewallParams;
  /** `null` puts a value back to its default. */
  setParams: (params: { [Name in keyof FirewallParams]?: FirewallParams[Name] | null }) => void;
}

/** The page's state, all of it in the URL. */
export function useFirewallUrl(): FirewallUrl {
  const [params, setAll] = useQueryStates(firewallParams, { history: "push" });
  return { params, setParams: (changes) => void setAll(changes) };
}
