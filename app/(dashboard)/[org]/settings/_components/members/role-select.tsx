"use client";

import { useConsole } from "@/app/_components/shell/console-context";
import { RadioCards } from "@/app/_ui/radio-cards";
import { mayGrant, ROLES, type Role } from "@/server/contracts/permissions";
import { ROLE_LABELS, ROLE_TEXTS } from "./role-texts";

/** The roles that the person may give. */
export function RoleSelect({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  const { org } = useConsole();
  const options = ROLES.filter((role) => mayGrant(org.role, role)).map((role) => ({
    value: role,
    label: ROLE_LABELS[role],
    description: ROLE_TEXTS[role],
  }));
  return <RadioCards label="Role" options={options} value={value} onValueChange={onChange} />;
}
