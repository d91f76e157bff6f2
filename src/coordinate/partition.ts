import { fnv1a } from "../platform/fnv1a.ts";

/**
 * The partition of a stream: FNV-1a over its UTF-8 bytes, modulo the tenant's partitions.
 * Part of the storage format: another hash would send a stream to a coordinator that does not know it.
 */
export function partitionOf(stream: string, partitions: number): number {
  return fnv1a(stream) % partitions;
}

/** The name of a partition's coordinator. Made here and nowhere else. */
export function coordinatorName(tenantId: string, partition: number): string {
  return `${tenantId}:${partition}`;
}

/** The two halves of a coordinator's name. @throws Error for a name that was not made here. */
export function parseCoordinatorName(name: string): { tenantId: string; partition: number } {
  const [tenantId, partition] = name.split(":");
  if (!tenantId || !partition) throw new Error(`"${name}" is not the name of a coordinator`);
  return { tenantId, partition: Number(partition) };
}
