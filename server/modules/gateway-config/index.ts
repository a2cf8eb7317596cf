export type {
  CacheConfig,
  GatewayKey,
  OrgConfig,
  ProjectConfig,
  PromptConfig,
  ProviderConnection,
  RemoteDetectorConfig,
  RouteCandidateConfig,
  RouteConfig,
  StorageMode,
} from "./config-types";
export { createGatewayConfig, type GatewayConfig } from "./gateway-config";
