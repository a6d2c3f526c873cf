import { create } from 'zustand';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action: { readonly label: string; readonly run: () => void } | undefined;
}

interface ToastWish {
  readonly text: string;
  /** How long it stays, in milliseconds. */
  readonly ms?: number;
  readonly action?: Toast['action'];
}

export const useToasts = create<{ readonly toasts: readonly Toast[] }>()(() => ({ toasts: [] }));

let count = 0;

export const dismiss = (id: number): void =>
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));

/** Says something in passing, perhaps with a way back. */
export function toast({ text, ms = 4_000, action }: ToastWish): void {
  const id = ++count;
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts.slice(-2), { id, text, action }] }));
  setTimeout(() => dismiss(id), ms);
}
