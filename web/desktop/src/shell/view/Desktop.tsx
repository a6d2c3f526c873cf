import { TooltipProvider } from '@matrixos/ui';
import { useEffect, type ReactNode } from 'react';
import { useKeys } from '../keys';
import { PHONE_WIDTH, useShell } from '../store';
import { useCovered } from '../useCovered';
import { Announcer } from './Announcer';
import { CheatSheet } from './CheatSheet';
import { Cover } from './Cover';
import { Dock } from './Dock';
import { Greeting } from './Greeting';
import { SnapGhost } from './SnapGhost';
import { StatusBar } from './StatusBar';
import { TabBar } from './TabBar';
import { Toasts } from './Toasts';
import { Wallpaper } from './Wallpaper';
import { WindowLayer } from './WindowLayer';

/**
 * The whole desktop: bar, windows, dock; on a phone: bar, one app, tab bar. Covered while the computer is away. A note
 * says what is out of the ordinary about this desktop; it stands in the bar, or on a phone below it.
 */
export function Desktop({ note }: { readonly note?: ReactNode }) {
  const phone = useShell(({ device }) => device === 'phone');
  const covered = useCovered();
  useDevice();
  useKeys();
  return (
    <TooltipProvider>
      <div className="flex h-full flex-col overflow-hidden" inert={covered}>
        <Wallpaper />
        <StatusBar note={!phone && note} />
        {phone && (
          <aside aria-label="About this computer" className="relative z-10 bg-raised">
            {note}
          </aside>
        )}
        <main aria-label="Desktop" className="relative min-h-0 flex-1">
          <Greeting />
          <SnapGhost />
          <WindowLayer />
        </main>
        {phone ? <TabBar /> : <Dock />}
        <CheatSheet />
      </div>
      <Toasts />
      <Cover />
      <Announcer />
    </TooltipProvider>
  );
}

/** Follows the width of the page: each class of device has its own layout. */
function useDevice(): void {
  const changeDevice = useShell((store) => store.changeDevice);
  useEffect(() => {
    const query = window.matchMedia(`(max-width: ${PHONE_WIDTH - 1}px)`);
    const follow = (): void => changeDevice(query.matches ? 'phone' : 'desk');
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, [changeDevice]);
}
