import { KeyRound } from "lucide-react";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";

export function KeysEmpty({ onCreate }: { onCreate: (() => void) | undefined }) {
  return (
    <EmptyState
      icon={<KeyRound />}
      title="API keys"
      description={
        onCreate === undefined
          ? "There are none yet. Ask an owner, admin or member of your organisation to create one."
          : "One key and a new base URL are all that your code needs. Create the first one; it comes with a snippet to paste."
      }
      action={
        onCreate !== undefined && (
          <Button variant="primary" onClick={onCreate}>
            Create key
          </Button>
        )
      }
    />
  );
}
