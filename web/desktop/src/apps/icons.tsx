import { AppIcon } from '@matrixos/ui';
import type { AppId } from '../shell/model/state';

const LINE = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 4.5,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;

const TerminalSymbol = () => (
  <>
    <path d="M17 22l11 10-11 10" {...LINE} />
    <rect x="33" y="38.5" width="15" height="5.5" rx="2.75" fill="currentColor" opacity="0.75" />
  </>
);

const FilesSymbol = () => (
  <>
    <path d="M14 22a4 4 0 014-4h9l5 5h14a4 4 0 014 4v4H14z" fill="currentColor" opacity="0.6" />
    <path
      d="M12.5 29.5h39a2.5 2.5 0 012.5 2.9l-1.7 11.2A4 4 0 0148.3 47H15.7a4 4 0 01-4-3.4L10 32.4a2.5 2.5 0 012.5-2.9z"
      fill="currentColor"
    />
  </>
);

const SystemSymbol = () => (
  <>
    <path d="M19 44a18 18 0 1126 0" {...LINE} opacity="0.55" />
    <path d="M32 34l7-9" {...LINE} />
    <circle cx="32" cy="35" r="4.5" fill="currentColor" />
  </>
);

const PreviewSymbol = () => (
  <>
    <rect x="17" y="13" width="30" height="38" rx="5" fill="currentColor" />
    <path
      d="M23 24h18M23 32h18M23 40h10"
      fill="none"
      stroke="#7d6a9c"
      strokeWidth="3.5"
      strokeLinecap="round"
    />
  </>
);

const LOOK: Record<AppId, { tones: readonly [string, string]; Symbol: () => React.ReactNode }> = {
  terminal: { tones: ['oklch(0.42 0.05 345)', 'oklch(0.24 0.045 330)'], Symbol: TerminalSymbol },
  files: { tones: ['oklch(0.8 0.12 65)', 'oklch(0.62 0.15 42)'], Symbol: FilesSymbol },
  system: { tones: ['oklch(0.66 0.13 5)', 'oklch(0.44 0.13 350)'], Symbol: SystemSymbol },
  preview: { tones: ['oklch(0.7 0.07 300)', 'oklch(0.5 0.09 295)'], Symbol: PreviewSymbol },
};

/** The icon of an app, at any size. */
export function IconOf({ app, size }: { readonly app: AppId; readonly size: number }) {
  const { tones, Symbol } = LOOK[app];
  return (
    <AppIcon tones={tones} size={size}>
      <Symbol />
    </AppIcon>
  );
}
