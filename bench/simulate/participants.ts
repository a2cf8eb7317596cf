import type { PlanId } from "@/server/contracts/plans";
import type { Customer } from "./customer";
import type { EndUsers } from "./end-users";

/** What a participant shows. */
export type Group = "founders" | "leaver" | "liar" | "newcomer" | "loner";

export interface Role {
  name: string;
  group: Group;
  planId: PlanId;
  ageDays: number;
  /** Sessions beside those of the others. */
  rate: number;
  /** Whose users have the same taste: those with the same number. */
  taste: number;
  joins: "first" | "late";
}

const founder = (name: string, taste: number, planId: PlanId = "pro", rate = 1): Role => ({
  ...{ name, group: "founders", planId, ageDays: 10, rate, taste, joins: "first" },
});

/**
 * Six organisations that learn together from the first round; one more that leaves after two thirds; one that lies in
 * every session, twice as many as the others have; and two that come after two thirds, with the same users: one reads what
 * the others have taught, one learns alone.
 */
export const ROLES: readonly Role[] = [
  founder("Aurora Travel", 1),
  founder("Bramble Books", 2),
  founder("Cobalt Bank", 3),
  founder("Dune Energy", 4),
  founder("Elm School", 5),
  founder("Fern Studio", 6, "free", 0.5),
  {
    ...{ name: "Granite Insurance", group: "leaver", planId: "enterprise", ageDays: 10 },
    ...{ rate: 1, taste: 7, joins: "first" },
  },
  {
    ...{ name: "Jackal Rivals", group: "liar", planId: "enterprise", ageDays: 10 },
    ...{ rate: 2, taste: 9, joins: "first" },
  },
  {
    ...{ name: "Harbor Newcomer", group: "newcomer", planId: "pro", ageDays: 0 },
    ...{ rate: 1, taste: 8, joins: "late" },
  },
  {
    ...{ name: "Island Alone", group: "loner", planId: "enterprise", ageDays: 0 },
    ...{ rate: 1, taste: 8, joins: "late" },
  },
];

export interface Participant {
  role: Role;
  index: number;
  customer: Customer;
  users: EndUsers;
}
