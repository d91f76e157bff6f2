import type { ExecutionContext } from "@cloudflare/workers-types";
import product, * as parts from "../../../src/worker.ts";
import { setFault, withFaults, type Fault } from "./d1-with-faults.ts";
