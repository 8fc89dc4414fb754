/** The page of a project's network peerings. */
export function gcpConsole(project: string): string {
  return `https://console.cloud.google.com/networking/peering/list?project=${encodeURIComponent(project)}`;
}
