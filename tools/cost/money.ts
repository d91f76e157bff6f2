/** Dollars with as many digits as a reader needs: cents below a hundred, whole dollars above. */
export function dollars(amount: number): string {
  if (amount !== 0 && Math.abs(amount) < 0.005) return "< $0.01";
  const digits = Math.abs(amount) < 100 ? 2 : 0;
  return `$${withThousands(amount.toFixed(digits))}`;
}

/** A count with separators: 1,000,000. */
export function count(amount: number, digits = 0): string {
  return withThousands(amount.toFixed(digits));
}

/** How many times as much, in words that survive small numbers: `3.4 x`. */
export function times(amount: number, of: number): string {
  return `${(amount / of).toFixed(1)} x`;
}

function withThousands(text: string): string {
  return text.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ",");
}
