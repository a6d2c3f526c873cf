import { IconButton } from '@matrixos/ui';
import { Plus } from 'lucide-react';
import { openTerminal } from './close';

export const NewTerminalAction = () => (
  <IconButton icon={Plus} label="New terminal" onClick={() => openTerminal()} />
);
