import { newId } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { get, type Names, post, type RestCase, type Step } from "./rest-walk-case";

function ofRun(step: (id: string) => Step): RestCase {
  return {
    kind: "keyed",
    plain: step("eval_none"),
    withNames: ({ evaluationId }) => ({ evaluation: step(evaluationId) }),
  };
}

function ofDataset(step: (id: string) => Step): RestCase {
  return {
    kind: "keyed",
    plain: step("ds_none"),
    withNames: ({ datasetId }) => ({ dataset: step(datasetId) }),
  };
}

const rowsOf = (rows: readonly object[]) => (id: string) => post(`/datasets/${id}/rows`, { rows });

export const EVALUATION_CASES: Readonly<Record<string, RestCase>> = {
  "GET /v1/evaluations": ofDataset((id) => get(`/evaluations?dataset_id=${id}`)),
  "POST /v1/evaluations": ofDataset((id) => post("/evaluations", { dataset_id: id, model: "sandbox/quick" })),
  "GET /v1/evaluations/{id}": ofRun((id) => get(`/evaluations/${id}`)),
  "GET /v1/evaluations/{id}/results": ofRun((id) => get(`/evaluations/${id}/results`)),
  "POST /v1/evaluations/{id}/cancel": ofRun((id) => post(`/evaluations/${id}/cancel`, {})),
  "GET /v1/datasets": { kind: "keyed", plain: get("/datasets"), withNames: () => ({}) },
  "POST /v1/datasets": {
    kind: "keyed",
    plain: post("/datasets", { name: "x" }),
    withNames: ({ storedRequestId }) => ({
      request: post("/datasets", { name: "x", rows: [{ request_id: storedRequestId }] }),
    }),
  },
  "GET /v1/datasets/{id}": ofDataset((id) => get(`/datasets/${id}`)),
  "DELETE /v1/datasets/{id}": ofDataset((id) => ({ method: "DELETE", path: `/datasets/${id}`, headers: {} })),
  "GET /v1/datasets/{id}/rows": ofDataset((id) => get(`/datasets/${id}/rows`)),
  "POST /v1/datasets/{id}/rows": ofDataset(rowsOf([{ input: "hi" }])),
};

/** A dataset and a run over it. */
export async function createWalkEvaluation(owner: {
  orgId: string;
  projectId: string;
}): Promise<Pick<Names, "datasetId" | "evaluationId">> {
  const [datasetId, evaluationId] = [newId("ds"), newId("eval")];
  await systemDb().dataset.create({ data: { id: datasetId, ...owner, name: "Walk" } });
  await systemDb().evaluation.create({
    data: { id: evaluationId, ...owner, datasetId, model: "sandbox/quick" },
  });
  return { datasetId, evaluationId };
}
