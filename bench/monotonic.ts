/** Milliseconds on a clock that all threads of this process share and that nobody sets back. */
export function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
