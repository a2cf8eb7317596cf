export type {
  CacheConfig,
  GatewayKey,
  OrgConfig,
  ProjectConfig,
  PromptConfig,
  ProviderConnection,
  RouteConfig,
  StorageMode,
} from "./config-types";
export { createGatewayConfig, type GatewayConfig } from "./gateway-config";
