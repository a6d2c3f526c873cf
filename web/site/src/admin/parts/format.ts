/** Sizes, spans and amounts are written as on the desktop. */
export { formatBytes, formatDuration, formatUsd } from '../../../../desktop/src/format';

export const formatCount = (count: number): string => count.toLocaleString('en-GB');

export const formatPercent = (percent: number): string =>
  `${percent > 0 && percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;

export const formatMs = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
