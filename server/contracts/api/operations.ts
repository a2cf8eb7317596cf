import { END_USER_OPERATIONS } from "./end-user-operations";
import { EVALUATION_OPERATIONS } from "./evaluation-operations";
import { EXPERIMENT_OPERATIONS } from "./experiment-operations";
import { FEEDBACK_OPERATIONS } from "./feedback-operations";
import { LEARNING_OPERATIONS } from "./learning-operations";
import { MODEL_OPERATIONS } from "./model-operations";
import { OBJECT_OPERATIONS } from "./object-operations";
import type { OperationTable } from "./operation";
import { PROMPT_OPERATIONS } from "./prompt-operations";
import { RESOURCE_OPERATIONS } from "./resource-operations";
import { SERVICE_OPERATIONS } from "./service-operations";

/** Everything under `/v1`, as its document and the reference page have it. A test holds it to what is mounted. */
export const OPERATIONS: OperationTable = {
  ...MODEL_OPERATIONS,
  ...OBJECT_OPERATIONS,
  ...RESOURCE_OPERATIONS,
  ...EXPERIMENT_OPERATIONS,
  ...EVALUATION_OPERATIONS,
  ...PROMPT_OPERATIONS,
  ...END_USER_OPERATIONS,
  ...LEARNING_OPERATIONS,
  ...FEEDBACK_OPERATIONS,
  ...SERVICE_OPERATIONS,
};
