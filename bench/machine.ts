import { readFileSync, statfsSync } from "node:fs";
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";
import { resolve } from "node:path";
import * as z from "zod";

const GIB = 1024 ** 3;

// statfs(2): file systems that a state folder is likely to be on, and the one that would falsify a run.
const FILE_SYSTEMS: Readonly<Record<number, string>> = {
  0x01021994: "tmpfs (memory!)",
  0x794c7630: "overlayfs",
  0x9123683e: "btrfs",
  0xef53: "ext4",
  0x58465342: "xfs",
};

/** What the numbers depend on, without anything that names the machine. @param diskDir where state on disk is kept */
export function describeMachine(diskDir: string): string[] {
  const fileSystem = statfsSync(diskDir).type;
  return [
    `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? "unknown"}), ${(totalmem() / GIB).toFixed(0)} GiB memory`,
    `${platform()} ${release()}, disk: ${FILE_SYSTEMS[fileSystem] ?? `file system 0x${fileSystem.toString(16)}`}`,
    `load average before the start: ${(loadavg()[0] ?? 0).toFixed(2)}`,
    `Node ${process.versions.node}, workerd ${versionOf("workerd")}, miniflare ${versionOf("miniflare")}`,
  ];
}

function versionOf(name: string): string {
  const path = resolve(import.meta.dirname, "../node_modules", name, "package.json");
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(path, "utf8"))).version;
}
