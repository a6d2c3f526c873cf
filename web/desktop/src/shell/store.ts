import { create } from 'zustand';
import { layoutKey, load, save, type DeviceClass } from './model/persist';
import { reduce, type ShellEvent } from './model/reducer';
import type { ShellState } from './model/state';
import { readStored, writeStored } from '../storage';

/** Below this width there is one app at a time. */
export const PHONE_WIDTH = 768;

export const deviceClass = (): DeviceClass => (window.innerWidth < PHONE_WIDTH ? 'phone' : 'desk');

interface ShellStore {
  readonly shell: ShellState;
  readonly device: DeviceClass;
  readonly dispatch: (event: ShellEvent) => void;
  readonly changeDevice: (device: DeviceClass) => void;
}

/** The one store of windows: the reducer's state, saved after each change. */
export const useShell = create<ShellStore>()((set, get) => ({
  shell: load(readStored(layoutKey(deviceClass()))),
  device: deviceClass(),
  dispatch: (event) => {
    const { shell: before, device } = get();
    const shell = reduce(before, event);
    if (shell === before) return;
    set({ shell });
    if (event.type !== 'area') writeStored(layoutKey(device), save(shell));
  },
  changeDevice: (device) => {
    if (device === get().device) return;
    set({ device, shell: { ...load(readStored(layoutKey(device))), area: get().shell.area } });
  },
}));

export const dispatch = (event: ShellEvent): void => useShell.getState().dispatch(event);
