"use client";

import { useState } from "react";
import { Dialog, DialogContent } from "@/app/_ui/dialog";
import type { ModelRow } from "@/server/contracts/models";
import { SetPriceForm } from "./set-price-form";

export type PricedModel = Pick<ModelRow, "id" | "provider" | "model" | "price">;

export function SetPriceDialog({ model, onClose }: { model: PricedModel | null; onClose: () => void }) {
  // The window keeps its model while it fades out.
  const [shown, setShown] = useState(model);
  if (model !== null && model !== shown) setShown(model);
  return (
    <Dialog
      open={model !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      {shown !== null && (
        <DialogContent
          title="Set a price"
          description={
            <>
              What <code className="font-mono text-xs break-all text-emphasis">{shown.id}</code> costs you, in
              US dollars. It goes before the public list, and past requests of unknown cost are priced with
              it.
            </>
          }
        >
          <SetPriceForm key={shown.id} model={shown} onSaved={onClose} />
        </DialogContent>
      )}
    </Dialog>
  );
}
