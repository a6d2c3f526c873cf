import { cx } from '@matrixos/ui';
import * as Radix from '@radix-ui/react-dropdown-menu';
import type { LucideIcon } from 'lucide-react';
import type { ReactElement } from 'react';

export interface MenuItem {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
  readonly danger?: boolean;
  /** Why it cannot be chosen now. */
  readonly hindrance?: string | undefined;
}

export interface MenuProps {
  readonly trigger: ReactElement;
  readonly groups: readonly (readonly MenuItem[])[];
}

/** A menu of actions; arrow keys, first letters and Escape are Radix's. */
export const Menu = ({ trigger, groups }: MenuProps) => (
  <Radix.Root modal={false}>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    {/* Among the page's own content: what lies beside the landmarks is hard to find again. */}
    <Radix.Portal container={document.querySelector('main')}>
      <Radix.Content
        align="end"
        sideOffset={6}
        collisionPadding={8}
        className="glass rise z-[7900] min-w-48 rounded-panel p-1.5 shadow-3"
      >
        {groups.map((items, i) => (
          <Radix.Group key={i}>
            {i > 0 && <Radix.Separator className="mx-2 my-1 h-px bg-line" />}
            {items.map((item) => (
              <Item key={item.label} item={item} />
            ))}
          </Radix.Group>
        ))}
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);

function Item({ item }: { readonly item: MenuItem }) {
  const { label, icon: Icon, run, danger = false, hindrance } = item;
  return (
    <Radix.Item
      disabled={hindrance !== undefined}
      title={hindrance}
      onSelect={run}
      className={cx(
        'flex h-8 items-center gap-2.5 rounded-control px-2 outline-none data-[disabled]:opacity-45 data-[highlighted]:bg-hover max-md:h-11',
        danger && 'text-danger',
      )}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden />
      {label}
    </Radix.Item>
  );
}
