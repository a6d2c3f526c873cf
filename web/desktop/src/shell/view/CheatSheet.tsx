import { IconButton, Keys } from '@matrixos/ui';
import * as Dialog from '@radix-ui/react-dialog';
import { X } from 'lucide-react';
import { showCheatSheet, useCheatSheet } from '../keys';

const GROUPS: readonly {
  title: string;
  rows: readonly (readonly [string, readonly string[]])[];
}[] = [
  {
    title: 'Windows',
    rows: [
      ['Next window', ['Ctrl', 'Alt', '`']],
      ['Left or right half', ['Ctrl', 'Alt', '← →']],
      ['Maximise', ['Ctrl', 'Alt', '↑']],
      ['Restore, then minimise', ['Ctrl', 'Alt', '↓']],
      ['Move', ['Ctrl', 'Alt', 'Shift', '↑ ↓ ← →']],
      ['Larger, smaller', ['Ctrl', 'Alt', '+ −']],
      ['Minimise', ['Ctrl', 'Alt', 'M']],
      ['Close', ['Ctrl', 'Alt', 'W']],
    ],
  },
  {
    title: 'Apps',
    rows: [
      ['New terminal', ['Ctrl', 'Alt', 'T']],
      ['First, second, third app', ['Ctrl', 'Alt', '1 2 3']],
      ['This sheet', ['?']],
      ['This sheet, from anywhere', ['Ctrl', 'Alt', '/']],
    ],
  },
  {
    title: 'Terminal',
    rows: [
      ['Copy what is selected', ['Ctrl', 'C']],
      ['Copy', ['Ctrl', 'Shift', 'C']],
      ['Paste', ['Ctrl', 'V']],
    ],
  },
];

/** All keys on one sheet. */
export function CheatSheet() {
  const open = useCheatSheet((it) => it.open);
  return (
    <Dialog.Root open={open} onOpenChange={showCheatSheet}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-[9000] bg-canvas/60" />
        <Dialog.Content
          aria-describedby={undefined}
          className="glass rise fixed inset-x-4 top-1/2 z-[9001] mx-auto max-h-[85dvh] max-w-[720px] -translate-y-1/2 overflow-auto rounded-panel p-6 shadow-3"
        >
          <div className="mb-4 flex items-center justify-between">
            <Dialog.Title className="text-[17px] font-semibold">Keyboard</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton icon={X} label="Close" />
            </Dialog.Close>
          </div>
          <div className="grid gap-x-10 gap-y-6 md:grid-cols-2">
            {GROUPS.map(({ title, rows }) => (
              <section key={title} className="first:row-span-2">
                <h3 className="mb-1 text-[12px] font-semibold text-muted">{title}</h3>
                <dl>
                  {rows.map(([what, keys]) => (
                    <div
                      key={what}
                      className="flex min-h-9 items-center justify-between gap-4 border-b border-line py-1 last:border-0"
                    >
                      <dt>{what}</dt>
                      <dd>
                        <Keys keys={keys} />
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
