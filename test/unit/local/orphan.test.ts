import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { endOrphan } from "../../../local/start/orphan.ts";
import { writeRunning } from "../../../local/start/running.ts";

it("takes a runtime for ended that dies by its leash between the look at it and the kill", async () => {
  const stateDir = mkdtempSync(join(tmpdir(), "hooklane-test-"));
  onTestFinished(() => rmSync(stateDir, { recursive: true, force: true }));
  const { pid } = spawnSync(process.execPath, ["--version"]);
  writeRunning(stateDir, { pid, runtimePid: pid, url: "http://127.0.0.1:9" });
  const looks = [true, false];
  const isRuntime = (): boolean => looks.shift() ?? false;

  await expect(endOrphan(stateDir, isRuntime)).resolves.toBeUndefined();

  expect(looks).toEqual([]);
});
