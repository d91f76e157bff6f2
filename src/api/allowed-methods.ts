/** A route as the OpenAPI document names it. */
export interface KnownRoute {
  method: string;
  /** `/v1/tenants/{tenant}` */
  path: string;
}

/** The methods that a path answers, upper case, for `Allow`; empty where there is no such path. */
export function allowedMethods(routes: readonly KnownRoute[], path: string): string[] {
  const methods = routes
    .filter((route) => matches(route.path, path))
    .map((route) => route.method.toUpperCase());
  return methods.includes("GET") ? [...methods, "HEAD"] : methods;
}

function matches(template: string, path: string): boolean {
  const names = template.split("/");
  const parts = path.split("/");
  if (names.length !== parts.length) return false;
  return names.every((name, at) => (name.startsWith("{") ? parts[at] !== "" : name === parts[at]));
}
