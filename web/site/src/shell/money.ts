/** Dollars as a person reads them: cents, and more places only for what is less than a cent. Pure. */
export function dollars(amount: number): string {
  if (amount > 0 && amount < 0.01) return `$${amount.toFixed(4)}`;
  return amount.toLocaleString('en-US', { style: 'currency', currency: 'USD' });
}
