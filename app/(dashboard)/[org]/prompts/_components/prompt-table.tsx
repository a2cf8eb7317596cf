import Link from "next/link";
import { useConsole } from "@/app/_components/shell/console-context";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import type { PromptView } from "@/server/contracts/prompts";
import { LabelBadge } from "./label-badge";

export function PromptTable({ prompts }: { prompts: readonly PromptView[] }) {
  const { org } = useConsole();
  return (
    <Table label="Prompts">
      <TableHead>
        <TableRow>
          <TableHeaderCell>Prompt</TableHeaderCell>
          <TableHeaderCell>Labels</TableHeaderCell>
          <TableHeaderCell isNumeric>Latest version</TableHeaderCell>
          <TableHeaderCell>Created</TableHeaderCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {prompts.map(({ id, name, slug, labels, latest_version, created_at }) => (
          <TableRow key={id}>
            <TableCell>
              <span className="flex flex-wrap items-center gap-x-2">
                <Link
                  href={`/${org.slug}/prompts/${id}`}
                  className="rounded-sm font-semibold text-emphasis hover:underline"
                >
                  {name}
                </Link>
                <span className="font-mono text-xs text-subtle">{slug}</span>
              </span>
            </TableCell>
            <TableCell>
              <span className="flex flex-wrap gap-1">
                {Object.entries(labels).map(([label, version]) => (
                  <LabelBadge key={label} label={label} version={version} />
                ))}
              </span>
            </TableCell>
            <TableCell isNumeric>v{latest_version}</TableCell>
            <TableCell className="whitespace-nowrap">
              <RelativeTime date={new Date(created_at)} className="text-muted" />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
