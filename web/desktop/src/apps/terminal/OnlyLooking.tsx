import { Eye } from 'lucide-react';

/** In the place of a terminal, for guests who may look. */
export const OnlyLooking = () => (
  <div className="flex size-full flex-col items-center justify-center gap-1 bg-surface p-6 text-center">
    <Eye size={26} strokeWidth={1.6} className="mb-3 text-muted" aria-hidden />
    <p className="font-semibold">You can only look here</p>
    <p className="max-w-[36ch] text-muted">
      A terminal can change things. Ask the owner to invite you as an editor.
    </p>
  </div>
);
