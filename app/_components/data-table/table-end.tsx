import { Button } from "@/app/_ui/button";
import { Spinner } from "@/app/_ui/spinner";

export interface TableEndProps {
  /** Plural: “requests”. */
  things: string;
  list: {
    isFetchNextPageError: boolean;
    hasNextPage: boolean;
    fetchNextPage: () => unknown;
  };
}

/** Below the last row: more on its way, a way to try again, or the end. */
export function TableEnd({ things, list }: TableEndProps) {
  return (
    <div
      role="status"
      className="sticky left-0 flex h-12 items-center justify-center gap-2 text-xs text-subtle"
    >
      {list.isFetchNextPageError ? (
        <>
          More {things} could not be loaded.
          <Button size="sm" onClick={() => void list.fetchNextPage()}>
            Try again
          </Button>
        </>
      ) : list.hasNextPage ? (
        <>
          <Spinner /> Loading more…
        </>
      ) : (
        "End of this range"
      )}
    </div>
  );
}
