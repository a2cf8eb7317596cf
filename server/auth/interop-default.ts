/**
 * The default export of a CommonJS package: some loaders hand it over directly, others inside `default` (Node's own
 * ES modules). Can go when next-auth ships ES modules.
 */
export function interopDefault<Callable extends (...args: never[]) => unknown>(
  loaded: Callable | { default: Callable },
): Callable {
  return typeof loaded === "function" ? loaded : loaded.default;
}
