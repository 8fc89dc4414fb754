/** A page of the VPC console in the right region. */
export function awsConsole(region: string, fragment: string): string {
  return `https://console.aws.amazon.com/vpcconsole/home?region=${encodeURIComponent(region)}#${fragment}`;
}
