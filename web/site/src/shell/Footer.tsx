import { cx, Segmented, type Choice } from '@matrixos/ui';
import { Monitor, Moon, Sun } from 'lucide-react';
import { Link } from 'wouter';
import { useHost } from '../api/session';
import { chooseTheme, useTheme, type ThemeChoice } from './theme';

const CHOICES: readonly Choice<ThemeChoice>[] = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'auto', label: 'As the system', icon: Monitor },
];

/** The line at the foot of every page. */
export function Footer({ width = 'max-w-[1120px]' }: { readonly width?: string }) {
  const choice = useTheme((it) => it.choice);
  const host = useHost();
  return (
    <footer
      className={cx(
        'mx-auto flex w-full flex-wrap items-center justify-between gap-x-6 gap-y-2 px-6 py-6 text-[13px] text-muted max-sm:px-4',
        width,
      )}
    >
      <p>
        <Link href="/status" className="mx-link inline-block py-1 max-md:py-3">
          Status
        </Link>
        {host !== null && <span className="ml-4">Version {host.version}</span>}
      </p>
      <Segmented label="Theme" value={choice} choices={CHOICES} onChange={chooseTheme} />
    </footer>
  );
}
