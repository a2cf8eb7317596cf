import { Section } from "@/app/_ui/section";
import { Select } from "@/app/_ui/select";
import type { PromptVersionView } from "@/server/contracts/prompts";
import { VersionContent } from "./version-content";
import { VersionDiff } from "./version-diff";

const NONE = "none";

export interface VersionSectionProps {
  version: PromptVersionView;
  others: readonly PromptVersionView[];
  comparedWith: number | null;
  onCompare: (version: number | null) => void;
}

/** What one version says, or how it differs from another. */
export function VersionSection({ version, others, comparedWith, onCompare }: VersionSectionProps) {
  const other = others.find((each) => each.version === comparedWith);
  return (
    <Section
      title={
        other === undefined ? `Version ${version.version}` : `From v${other.version} to v${version.version}`
      }
      description={version.note ?? undefined}
      actions={
        others.length > 0 && (
          <Select
            aria-label="Compare with"
            className="w-44"
            size="sm"
            options={[
              { value: NONE, label: "Compare with…" },
              ...others.map((each) => ({
                value: String(each.version),
                label: `Compared with v${each.version}`,
              })),
            ]}
            value={other === undefined ? NONE : String(other.version)}
            onValueChange={(value) => onCompare(value === NONE ? null : Number(value))}
          />
        )
      }
    >
      {other === undefined ? <VersionContent version={version} /> : <VersionDiff from={other} to={version} />}
    </Section>
  );
}
