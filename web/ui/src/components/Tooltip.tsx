import * as Radix from '@radix-ui/react-tooltip';
import type { ReactNode } from 'react';

export interface TooltipProps {
  readonly label: string;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  readonly children: ReactNode;
}

/** A hint beside its child. The child keeps its own accessible name: the hint repeats it for eyes only. */
export function Tooltip({ label, side = 'top', children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={10}
          className="glass rise z-[9000] rounded-control px-2.5 py-1 text-[12px] font-medium shadow-2"
        >
          {label}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export const TooltipProvider = ({ children }: { readonly children: ReactNode }) => (
  <Radix.Provider delayDuration={350} skipDelayDuration={250}>
    {children}
  </Radix.Provider>
);
