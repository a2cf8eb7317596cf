"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { DataList } from "@/app/_components/data-table/data-list";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import type { SessionSummary } from "@/server/contracts/sessions";
import { sessionListInput, sessionPages, sessionsHref } from "../search-params";
import { SESSION_COLUMNS } from "./session-columns";
import { SessionSheet } from "./session-sheet";
import { SessionsEmpty } from "./sessions-empty";
import type { SessionsUrl } from "./use-sessions-url";

const NOTHING_HIDDEN = {};

/** The list and the sheet of the open session, which steps through the list. */
export function SessionTable({ url }: { url: SessionsUrl }) {
  const { org } = useConsole();
  const { params, setParams, replaceParams } = url;
  const list = useInfiniteQuery(
    useTRPC().sessions.list.infiniteQueryOptions(sessionListInput(org.slug, url.filters), sessionPages),
  );
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const openIndex = rows.findIndex(
    (row) => row.session_id === params.session && row.project_id === (params.project ?? row.project_id),
  );
  const goTo = (index: number) => {
    const row = rows[index];
    return row && (() => replaceParams(openedBy(row)));
  };
  const open = rows[openIndex];
  return (
    <>
      <DataList
        list={list}
        things="sessions"
        view={url.filters}
        empty={<SessionsEmpty url={url} />}
        label="Sessions"
        columns={SESSION_COLUMNS}
        rows={rows}
        rowId={idOf}
        rowHref={(row) => sessionsHref(org.slug, { ...params, ...openedBy(row) })}
        onOpen={(row) => setParams(openedBy(row))}
        openId={open === undefined ? null : idOf(open)}
        hidden={NOTHING_HIDDEN}
        sort="latest"
        onSort={() => undefined}
      />
      <SessionSheet
        sessionId={params.session}
        projectId={params.project}
        onClose={() => setParams({ session: null, project: null })}
        onPrevious={goTo(openIndex - 1)}
        onNext={openIndex === -1 ? undefined : goTo(openIndex + 1)}
      />
    </>
  );
}

const idOf = ({ project_id, session_id }: SessionSummary): string => `${project_id} ${session_id}`;

const openedBy = ({ project_id, session_id }: SessionSummary) => ({
  session: session_id,
  project: project_id,
});
