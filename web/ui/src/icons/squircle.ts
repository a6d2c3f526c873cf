/**
 * The outline of a superellipse |x|ⁿ + |y|ⁿ = rⁿ as an SVG path: rounder than a rounded rectangle, with no point where
 * the curve sets in. `n` = 5 is the shape of our icons.
 */
export function squircle(size: number, n = 5, steps = 72): string {
  const r = size / 2;
  const power = (value: number): number => Math.sign(value) * Math.abs(value) ** (2 / n);
  const points = Array.from({ length: steps }, (_, step) => {
    const angle = (step / steps) * 2 * Math.PI;
    const x = r + r * power(Math.cos(angle));
    const y = r + r * power(Math.sin(angle));
    return `${x.toFixed(2)} ${y.toFixed(2)}`;
  });
  return `M${points.join('L')}Z`;
}
