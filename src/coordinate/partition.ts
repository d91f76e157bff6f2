import { fnv1a } from "../platform/fnv1a.ts";
import type { Layout } from "./subscription.ts";

/**
 * The partition of a stream: FNV-1a over its UTF-8 bytes, modulo the tenant's partitions.
 * Part of the storage format: another hash would send a stream to a coordinator that does not know it. Another number
 * of partitions moves streams: see moves.ts.
 */
export function partitionOf(stream: string, partitions: number): number {
  return fnv1a(stream) % partitions;
}

/** The name of a partition's coordinator. Made here and nowhere else. */
export function coordinatorName(tenantId: string, partition: number): string {
  return `${tenantId}:${partition}`;
}

/** Which slice of which tenant a coordinator is for. */
export interface CoordinatorPlace {
  tenantId: string;
  partition: number;
}

/** The two halves of a coordinator's name. @throws Error for a name that was not made here. */
export function parseCoordinatorName(name: string): CoordinatorPlace {
  const [tenantId, partition] = name.split(":");
  if (!tenantId || !partition) throw new Error(`"${name}" is not the name of a coordinator`);
  return { tenantId, partition: Number(partition) };
}

/** The layout of a tenant whose partitions are as many as it was made with. */
export const FIRST_LAYOUT: Layout = { version: 0, before: null, isHeld: false };

/** How many of a tenant's partitions coordinate something: while streams move, those of both layouts. */
export function countInUse({ partitions, layout }: { partitions: number; layout: Layout }): number {
  return Math.max(partitions, layout.before ?? 0);
}

/** The numbers of a tenant's partitions that coordinate something. */
export function partitionsInUse(tenant: { partitions: number; layout: Layout }): number[] {
  return Array.from({ length: countInUse(tenant) }, (_, partition) => partition);
}

/**
 * The partitions of which one has the stream: the one that it belongs to, and behind it the one that it may not have
 * left yet.
 */
export function mayHave(tenant: { partitions: number; layout: Layout }, stream: string): number[] {
  const home = partitionOf(stream, tenant.partitions);
  const { before } = tenant.layout;
  const former = before === null ? home : partitionOf(stream, before);
  return former === home ? [home] : [home, former];
}
