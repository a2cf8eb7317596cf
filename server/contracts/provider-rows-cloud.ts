import { NO_PATHS, OFFLINE, type ProviderRow, RESPONSES_ONLY, WITH_RESPONSES } from "./provider-row";
import { MODELS_SETTING, type ProviderSetting } from "./provider-settings";

const DEPLOYMENTS: ProviderSetting = {
  ...MODELS_SETTING,
  label: "Deployments",
  description:
    "One on each line: its name, or name = model, so that its price is known and the model's name finds it.",
  placeholder: "chat-prod = gpt-5.4-mini",
};

const NAMED_MODELS: ProviderSetting = {
  ...MODELS_SETTING,
  label: "Own names",
  description: "One on each line as name = model: for application inference profiles and provisioned models.",
  placeholder: "us.anthropic.claude-sonnet-4-6 = claude-sonnet-4-6",
};

/** Clouds in which the customer has resources of their own: accounts, regions, deployments. */
export const CLOUD_ROWS: readonly ProviderRow[] = [
  {
    // The v1 endpoint of a resource, where `model` is the deployment; with an API version the older paths by deployment.
    id: "azure",
    name: "Azure OpenAI",
    baseUrl: null,
    priceProviderId: "azure",
    paths: { ...WITH_RESPONSES, ...OFFLINE },
    auth: {
      kind: "azure",
      header: "api-key",
      tokenUrl: "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
      scope: "https://cognitiveservices.azure.com/.default",
    },
    credentials: ["api_key", "entra_client"],
    needsBaseUrl: true,
    hasOpenCatalogue: true,
    settings: [
      DEPLOYMENTS,
      {
        name: "api_version",
        label: "API version",
        description: "Only for the older paths by deployment. Leave it empty for the v1 API.",
        placeholder: "2024-10-21",
        kind: "line",
        isRequired: false,
        pattern: /^20(24-(09|1[0-2])|2[5-9]-\d\d|[3-9]\d-\d\d)-\d\d(-preview)?$/,
        problem: "Enter a version from 2024-09-01-preview on: older ones do not tell what a stream used.",
        movesAddress: false,
      },
    ],
    whenSet: {
      setting: "api_version",
      basePath: "/openai",
      paths: {
        chat: "/deployments/{model}/chat/completions?api-version={api_version}",
        embeddings: "/deployments/{model}/embeddings?api-version={api_version}",
        models: "/models?api-version={api_version}",
      },
    },
    quirks: {
      responsesOnly: RESPONSES_ONLY,
      maxTokensField: "max_completion_tokens",
      defaultBasePath: "/openai/v1",
      ownPath: /\/openai(\/.*)?$/,
    },
  },
  {
    // Every model by Converse; Anthropic's also by their own Messages. Bare names are left to their makers.
    id: "bedrock",
    name: "Amazon Bedrock",
    baseUrl: "https://bedrock-runtime.{region}.amazonaws.com",
    priceProviderId: "aws",
    auth: { kind: "aws", service: "bedrock" },
    credentials: ["api_key", "aws_access_key"],
    serves:
      /^(arn:aws|([a-z][a-z-]*\.)?(amazon|anthropic|meta|mistral|cohere|ai21|deepseek|openai|qwen|nvidia|google|moonshotai?|minimax|writer|zai|twelvelabs|stability|luma)\.)/,
    settings: [
      {
        name: "region",
        label: "Region",
        description: "Where the models are called.",
        placeholder: "us-east-1",
        kind: "line",
        isRequired: true,
        pattern: /^[a-z]{2}(-[a-z]+){1,3}-\d{1,2}$/,
        problem: "Enter a region such as us-east-1.",
        movesAddress: true,
      },
      NAMED_MODELS,
    ],
    paths: {
      ...NO_PATHS,
      converse: "/model/{model}/converse",
      models: "https://bedrock.{region}.amazonaws.com/foundation-models",
    },
    streamPaths: { converse: "/model/{model}/converse-stream" },
    families: [
      {
        models: /(^|[./])anthropic\./,
        paths: { messages: "/model/{model}/invoke" },
        streamPaths: { messages: "/model/{model}/invoke-with-response-stream" },
        quirks: {
          cloudMessages: { version: "bedrock-2023-05-31", keepsStream: false, takesBetaInBody: true },
        },
      },
    ],
    quirks: { hourCacheWriteFactor: 2 },
  },
  {
    // Gemini by the OpenAI-compatible endpoint, Claude by Anthropic's Messages.
    id: "vertex",
    name: "Google Vertex AI",
    baseUrl: "https://{host}/v1/projects/{project}/locations/{location}",
    host: {
      setting: "location",
      special: {
        global: "aiplatform.googleapis.com",
        us: "aiplatform.us.rep.googleapis.com",
        eu: "aiplatform.eu.rep.googleapis.com",
      },
      otherwise: "{location}-aiplatform.googleapis.com",
    },
    priceProviderId: "google",
    auth: {
      kind: "google",
      tokenUrl: "https://oauth2.googleapis.com/token",
      scope: "https://www.googleapis.com/auth/cloud-platform",
    },
    credentials: ["google_service_account"],
    serves: /^((google\/)?(gemini|gemma)-(?!.*(embedding|live|tts))|claude-)/,
    settings: [
      {
        name: "project",
        label: "Project ID",
        description: "The Google Cloud project that pays.",
        placeholder: "my-project-123",
        kind: "line",
        isRequired: true,
        pattern: /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
        problem: "Enter the id of the project, such as my-project-123.",
        movesAddress: true,
      },
      {
        name: "location",
        label: "Location",
        description: "A region such as europe-west4, or global.",
        placeholder: "global",
        kind: "line",
        isRequired: true,
        pattern: /^(global|us|eu|[a-z]+(-[a-z]+)+\d{1,2})$/,
        problem: "Enter global or a region such as europe-west4.",
        movesAddress: true,
      },
      {
        ...MODELS_SETTING,
        label: "Own names",
        placeholder: "claude-sonnet-4-5@20250929 = claude-sonnet-4-5",
        description: "One on each line as name = model, where a model's name here is not the usual one.",
      },
    ],
    paths: {
      ...NO_PATHS,
      chat: "/endpoints/openapi/chat/completions",
      models: "/models?pageSize=1",
    },
    families: [
      {
        models: /^claude-/,
        paths: {
          chat: null,
          messages: "/publishers/anthropic/models/{model}:rawPredict",
          countTokens: "/publishers/anthropic/models/count-tokens:rawPredict",
        },
        streamPaths: { messages: "/publishers/anthropic/models/{model}:streamRawPredict" },
        quirks: {
          modelPrefix: null,
          isReasoningBesideOutput: false,
          hourCacheWriteFactor: 2,
          cloudMessages: { version: "vertex-2023-10-16", keepsStream: true, takesBetaInBody: false },
        },
      },
    ],
    quirks: { modelPrefix: "google/", isReasoningBesideOutput: true },
  },
];
