"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { PageBody, PageHeader } from "@/app/_components/page-header";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Card } from "@/app/_ui/section";
import type { ApiKey } from "@/server/contracts/api-keys";
import { keysSearchParams } from "../search-params";
import { CreateKeyDialog } from "./create-key-dialog";
import { EditKeyDialog } from "./edit-key-dialog";
import { KeysEmpty } from "./keys-empty";
import { KeysSkeleton } from "./keys-skeleton";
import { KeysTable } from "./keys-table";
import { RevokeKeyDialog } from "./revoke-key-dialog";

export function KeysView() {
  const { org, may } = useConsole();
  const keys = useQuery(useTRPC().apiKeys.list.queryOptions({ orgSlug: org.slug }));
  const [isCreating, setIsCreating] = useQueryState("create", keysSearchParams.create);
  const [editing, setEditing] = useState<ApiKey | null>(null);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const mayManage = may("api_key:manage");
  const onCreate = () => void setIsCreating(true);
  return (
    <>
      <PageHeader
        title="Keys"
        actions={
          mayManage && (
            <Button variant="primary" size="sm" icon={<Plus aria-hidden />} onClick={onCreate}>
              Create key
            </Button>
          )
        }
      />
      <PageBody>
        <p className="max-w-160 text-sm text-muted">
          Your servers sign in to the gateway with these keys. A key is shown once, when it is created;
          revoking one takes effect within five seconds.
        </p>
        <Card>
          {keys.data !== undefined ? (
            keys.data.items.length === 0 ? (
              <KeysEmpty onCreate={mayManage ? onCreate : undefined} />
            ) : (
              <KeysTable
                keys={keys.data.items}
                onEdit={mayManage ? setEditing : undefined}
                onRevoke={mayManage ? setRevoking : undefined}
              />
            )
          ) : keys.isError ? (
            <QueryError query={keys} title="Your keys could not be loaded" />
          ) : (
            <KeysSkeleton />
          )}
        </Card>
      </PageBody>
      {mayManage && (
        <>
          <CreateKeyDialog
            isOpen={isCreating}
            onOpenChange={(isOpen) => void setIsCreating(isOpen ? true : null)}
          />
          <EditKeyDialog apiKey={editing} onClose={() => setEditing(null)} />
          <RevokeKeyDialog apiKey={revoking} onClose={() => setRevoking(null)} />
        </>
      )}
    </>
  );
}
