/** Tenants' traffic falls with their rank: the n-th has 1/n^exponent of the first. */
const ZIPF_EXPONENT = 1;

/** Events a second of each tenant, the busiest first; together they are `total`. */
export function tenantRates(total: number, tenants: number, exponent = ZIPF_EXPONENT): Float64Array {
  const rates = Float64Array.from({ length: tenants }, (_, index) => (index + 1) ** -exponent);
  const sum = rates.reduce((all, rate) => all + rate, 0);
  return rates.map((rate) => (rate / sum) * total);
}
