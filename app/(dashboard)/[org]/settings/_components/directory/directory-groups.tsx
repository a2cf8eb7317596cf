"use client";

import { Card } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import { type DirectoryOutput, SCIM_ROLES, type ScimGroup } from "@/server/contracts/scim";
import { ROLE_LABELS } from "../members/role-texts";
import { useDirectoryActions } from "./use-directory-actions";

const NO_ROLE = "none";
const OPTIONS = [
  { value: NO_ROLE, label: "No role" },
  ...SCIM_ROLES.map((role) => ({ value: role, label: ROLE_LABELS[role] })),
];

/** Whom the directory has brought, and what its groups stand for. */
export function DirectoryGroups({ directory: { users, groups, joinRole } }: { directory: DirectoryOutput }) {
  return (
    <div className="space-y-3">
      <p className="text-sm text-muted">{peopleText(users)}</p>
      {groups.length === 0 ? (
        <Card className="px-4 py-4 text-sm text-muted">
          No groups yet. Assign groups at your identity provider, then choose here what each one may do.
        </Card>
      ) : (
        <Card>
          <Table label="Groups">
            <TableHead>
              <tr>
                <TableHeaderCell>Group</TableHeaderCell>
                <TableHeaderCell isNumeric>People</TableHeaderCell>
                <TableHeaderCell>Role</TableHeaderCell>
              </tr>
            </TableHead>
            <TableBody>
              {groups.map((group) => (
                <GroupRow key={group.id} group={group} />
              ))}
            </TableBody>
          </Table>
        </Card>
      )}
      <p className="text-xs text-subtle">
        Of several groups with a role, the one that may do most counts. Without one, people come in as{" "}
        {ROLE_LABELS[joinRole]}. Owners stay owners: only people make and change them.
      </p>
    </div>
  );
}

function GroupRow({ group: { id, displayName, role, members } }: { group: ScimGroup }) {
  const { map } = useDirectoryActions();
  const shown = map.pending === null ? role : map.pending.role;
  return (
    <TableRow>
      <TableCell className="max-w-72 max-sm:max-w-32">
        <span className="block truncate text-emphasis">{displayName}</span>
      </TableCell>
      <TableCell isNumeric>{members}</TableCell>
      <TableCell className="w-40">
        <Select
          size="sm"
          aria-label={`Role of ${displayName}`}
          options={OPTIONS}
          value={shown ?? NO_ROLE}
          isDisabled={map.pending !== null}
          onValueChange={(next) =>
            map.start({ groupId: id, role: SCIM_ROLES.find((each) => each === next) ?? null })
          }
        />
      </TableCell>
    </TableRow>
  );
}

function peopleText({ active, inactive }: DirectoryOutput["users"]): string {
  if (active + inactive === 0) return "Nobody has come from your directory yet.";
  const people = `${active.toLocaleString("en-US")} ${active === 1 ? "person" : "people"} from your directory`;
  return inactive === 0
    ? `${people}.`
    : `${people}, ${inactive.toLocaleString("en-US")} more without access.`;
}
