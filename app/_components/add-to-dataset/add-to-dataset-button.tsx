"use client";

import { Table2 } from "lucide-react";
import { useState } from "react";
import { Button, type ButtonProps, IconButton } from "@/app/_ui/button";
import { useConsole } from "../shell/console-context";
import { AddToDatasetDialog } from "./add-to-dataset-dialog";

export interface AddToDatasetButtonProps extends Pick<ButtonProps, "variant" | "className"> {
  requestId: string;
  correction?: string | null;
  isIconOnly?: boolean;
}

/** Only for those who may change datasets. */
export function AddToDatasetButton({
  requestId,
  correction = null,
  isIconOnly = false,
  ...look
}: AddToDatasetButtonProps) {
  const { may } = useConsole();
  const [isOpen, setOpen] = useState(false);
  if (!may("evaluation:manage") || !may("request:read")) return null;
  return (
    <>
      {isIconOnly ? (
        <IconButton label="Add to dataset…" size="icon-sm" onClick={() => setOpen(true)}>
          <Table2 aria-hidden />
        </IconButton>
      ) : (
        <Button {...look} size="sm" onClick={() => setOpen(true)}>
          Add to dataset…
        </Button>
      )}
      <AddToDatasetDialog
        requestIds={[requestId]}
        correction={correction}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      />
    </>
  );
}
