import { awsRegions } from '../yugabyte/regions.ts';

/** These have to be switched on for an account. */
const optIn = new Set('af-south-1 ap-east-1 ap-south-2 ap-southeast-3 eu-south-1 me-south-1'.split(' '));

export const regionNames = [...awsRegions];
export const isRegion = (name: string) => awsRegions.has(name);
export const isOptIn = (name: string) => optIn.has(name);
