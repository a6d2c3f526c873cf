import { IconButton } from '@matrixos/ui';
import * as Menu from '@radix-ui/react-dropdown-menu';
import { Check, Monitor, Moon, Sun, type LucideIcon } from 'lucide-react';
import { chooseTheme, useTheme, type ThemeChoice } from '../../theme/theme';

const CHOICES: readonly { value: ThemeChoice; label: string; icon: LucideIcon }[] = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'auto', label: 'As the system', icon: Monitor },
];

export function ThemeMenu() {
  const choice = useTheme((it) => it.choice);
  const mode = useTheme((it) => it.mode);
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger asChild>
        <IconButton icon={mode === 'dark' ? Moon : Sun} label="Theme" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Content
          align="end"
          sideOffset={6}
          className="glass rise z-[9000] min-w-44 rounded-panel p-1.5 shadow-3"
        >
          <Menu.RadioGroup
            value={choice}
            onValueChange={(value) => chooseTheme(value as ThemeChoice)}
          >
            {CHOICES.map(({ value, label, icon: Icon }) => (
              <Menu.RadioItem
                key={value}
                value={value}
                className="flex h-8 items-center gap-2.5 rounded-control px-2 outline-none data-[highlighted]:bg-hover max-md:h-11"
              >
                <Icon size={16} strokeWidth={1.75} aria-hidden />
                <span className="flex-1">{label}</span>
                <Menu.ItemIndicator>
                  <Check size={16} aria-hidden />
                </Menu.ItemIndicator>
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Content>
      </Menu.Portal>
    </Menu.Root>
  );
}
