import { Input } from "@/app/_ui/input";
import { Card, Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import { Table, TableBody, TableCell, TableHead, TableHeaderCell, TableRow } from "@/app/_ui/table";
import { VARIABLE_TYPES } from "@/server/contracts/prompts";
import { type DraftVariable, type PromptDraft, usedVariables } from "./prompt-draft";

const TYPES = VARIABLE_TYPES.map((value) => ({ value, label: value }));

export interface VariableFieldsProps {
  draft: PromptDraft;
  onVariables: (variables: PromptDraft["variables"]) => void;
}

/** One row for each variable that the messages name. */
export function VariableFields({ draft, onVariables }: VariableFieldsProps) {
  const used = usedVariables(draft);
  const change = (name: string, changes: Partial<DraftVariable>, before: DraftVariable) =>
    onVariables({ ...draft.variables, [name]: { ...before, ...changes } });
  return (
    <Section
      title="Variables"
      description="Found in the messages. Without a default, a request that gives no value is refused with a 400 that names it."
    >
      {used.length === 0 ? (
        <p className="text-sm text-muted">None yet: write {"{{name}}"} where a value belongs.</p>
      ) : (
        <Card>
          <Table label="Variables">
            <TableHead>
              <TableRow>
                <TableHeaderCell>Name</TableHeaderCell>
                <TableHeaderCell>Type</TableHeaderCell>
                <TableHeaderCell>Default</TableHeaderCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {used.map(({ name, ...variable }) => (
                <TableRow key={name}>
                  <TableCell className="font-mono text-xs text-emphasis">{name}</TableCell>
                  <TableCell>
                    <Select
                      aria-label={`Type of ${name}`}
                      className="w-28"
                      size="sm"
                      options={TYPES}
                      value={variable.type}
                      onValueChange={(type) => change(name, { type }, variable)}
                    />
                  </TableCell>
                  <TableCell>
                    <Input
                      aria-label={`Default of ${name}`}
                      className="h-7 min-w-32"
                      isMono={variable.type !== "text"}
                      placeholder="required"
                      value={variable.default}
                      onValueChange={(value) => change(name, { default: value }, variable)}
                      autoComplete="off"
                    />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Card>
      )}
    </Section>
  );
}
