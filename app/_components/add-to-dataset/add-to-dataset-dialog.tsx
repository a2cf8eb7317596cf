"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Dialog, DialogContent } from "@/app/_ui/dialog";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { QueryError } from "../query-error";
import { useConsole } from "../shell/console-context";
import { AddForm } from "./add-form";
import { sortSources } from "./sort-sources";
import { SourceProblems } from "./source-problems";

export interface AddToDatasetDialogProps {
  /** Of the requests whose conversations are added. */
  requestIds: readonly string[];
  /** What somebody has said the answer should have been. */
  correction?: string | null;
  isOpen: boolean;
  onClose: () => void;
  /** Once they are added. */
  onAdded?: () => void;
}

/** Turns stored conversations into rows of a dataset, or says why that is not possible. */
export function AddToDatasetDialog(props: AddToDatasetDialogProps) {
  const { requestIds, isOpen, onClose } = props;
  return (
    <Dialog open={isOpen} onOpenChange={(open) => !open && onClose()}>
      {isOpen && (
        <DialogContent
          title="Add to dataset"
          description={
            requestIds.length === 1
              ? "What was asked becomes a row’s input. A model can then be asked it again."
              : `What was asked in ${requestIds.length} requests becomes a row each.`
          }
          size="md"
        >
          <Sources {...props} />
        </DialogContent>
      )}
    </Dialog>
  );
}

function Sources({ requestIds, correction = null, onClose, onAdded }: AddToDatasetDialogProps) {
  const { org } = useConsole();
  const query = useQuery(
    useTRPC().datasets.sources.queryOptions({ orgSlug: org.slug, requestIds: [...requestIds] }),
  );
  if (query.data === undefined)
    return query.isError ? (
      <QueryError query={query} title="The conversations could not be read" />
    ) : (
      <Loading label="Reading the conversations…">
        <Skeleton className="h-8 w-full" />
        <Skeleton className="mt-4 h-32 w-full" />
      </Loading>
    );
  const { usable, problems } = sortSources(query.data.items, requestIds.length);
  const [first] = usable;
  return (
    <div className="space-y-4">
      <SourceProblems problems={problems} total={requestIds.length} />
      {first !== undefined && (
        <AddForm
          sources={[first, ...usable.slice(1)]}
          correction={correction}
          onClose={onClose}
          onAdded={() => {
            onClose();
            onAdded?.();
          }}
        />
      )}
    </div>
  );
}
