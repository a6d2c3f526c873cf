import { type Rect, type Zone } from './geometry';
import {
  APP_IDS,
  type AppId,
  EMPTY,
  type Params,
  type ShellState,
  topmost,
  type WindowState,
} from './state';

/** A phone's layout must not overwrite a desk's: each class of device keeps its own. */
export type DeviceClass = 'desk' | 'phone';

/** Raised when the stored shape changes; an older shape is dropped, never guessed at. */
const VERSION = 1;

/** More windows than anyone has open; a larger file is not ours. */
const MAX_WINDOWS = 64;

export const layoutKey = (device: DeviceClass): string => `matrixos.layout.${device}`;

/** The layout as text. The area is left out: it belongs to the screen, not to the layout. */
export function save(state: ShellState): string {
  const { windows, stack, focused, serial } = state;
  return JSON.stringify({ version: VERSION, windows, stack, focused, serial });
}

/** The state of a stored layout; an empty desktop when the text is absent, broken, or of another version. */
export function load(text: string | null): ShellState {
  const stored = parse(text);
  if (stored?.['version'] !== VERSION || !Array.isArray(stored['windows'])) return EMPTY;
  const windows = stored['windows'].slice(0, MAX_WINDOWS).flatMap((it) => readWindow(it) ?? []);
  const ids = new Set(windows.map(({ id }) => id));
  if (ids.size !== windows.length) return EMPTY;
  const kept = (Array.isArray(stored['stack']) ? stored['stack'] : []).filter(
    (id): id is string => typeof id === 'string' && ids.delete(id),
  );
  const state: ShellState = {
    ...EMPTY,
    windows,
    stack: [...ids, ...kept],
    serial: Math.max(0, ...windows.map(({ id }) => Number(id.slice(1)))),
  };
  return { ...state, focused: topmost(state) };
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

function parse(text: string | null): Json | undefined {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const ZONES: readonly string[] = [
  'maximised',
  'left',
  'right',
  'top-left',
  'top-right',
  'bottom-left',
  'bottom-right',
] satisfies Zone[];

function readWindow(value: unknown): WindowState | undefined {
  if (!isObject(value)) return undefined;
  const { id, app, number, params, rect, zone, minimised } = value;
  if (typeof id !== 'string' || !/^w\d{1,9}$/.test(id)) return undefined;
  if (!APP_IDS.includes(app as AppId) || !isRect(rect) || !isParams(params)) return undefined;
  return {
    id,
    app: app as AppId,
    number: typeof number === 'number' ? number : 1,
    params,
    rect,
    zone: ZONES.includes(zone as string) ? (zone as Zone) : undefined,
    minimised: minimised === true,
  };
}

function isRect(value: unknown): value is Rect {
  return (
    isObject(value) && ['x', 'y', 'width', 'height'].every((key) => Number.isFinite(value[key]))
  );
}

function isParams(value: unknown): value is Params {
  return isObject(value) && Object.values(value).every((it) => typeof it === 'string');
}
