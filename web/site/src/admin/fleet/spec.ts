import type { ViewSpec } from '../model/view';

export interface FleetView {
  readonly [key: string]: string;
  readonly q: string;
  readonly status: string;
  readonly sort: string;
  readonly cursor: string;
}

const COLUMNS = ['handle', 'lastActive', 'memory', 'cpu', 'spend'];

export const FLEET_VIEW: ViewSpec<FleetView> = {
  defaults: { q: '', status: '', sort: 'handle', cursor: '' },
  allowed: {
    status: ['', 'running', 'frozen', 'stopped', 'failed'],
    sort: COLUMNS.flatMap((column) => [column, `-${column}`]),
  },
};

export const PAGE_SIZE = 50;
