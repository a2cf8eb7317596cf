export { addDatasetRows } from "./add-rows";
export { createDataset } from "./create-dataset";
export { getDatasetOrThrow, signingOf } from "./datasets.queries";
export { deleteDataset } from "./delete-dataset";
export { getDataset, listDatasetRows, listDatasets } from "./list-datasets";
