import { Notice } from '@matrixos/ui';
import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { fileUrl } from '../../net/api';
import { address } from '../../net/line';

/** A picture, whole, never larger than it is. */
export function ImageView({ path, name }: { readonly path: string; readonly name: string }) {
  const [attempt, setAttempt] = useState(0);
  const [failed, setFailed] = useState(false);
  if (failed) {
    const again = (): void => {
      setAttempt(attempt + 1);
      setFailed(false);
    };
    return (
      <Notice
        icon={ImageOff}
        title="This picture cannot be shown"
        role="alert"
        action={{ label: 'Try again', run: again }}
      >
        It could not be loaded, or it is in a form that this browser cannot read.
      </Notice>
    );
  }
  return (
    <div className="flex size-full items-center justify-center bg-sunken p-4">
      <img
        key={attempt}
        src={address(fileUrl(path))}
        alt={name}
        className="max-h-full max-w-full rounded-control object-contain shadow-1"
        onError={() => setFailed(true)}
      />
    </div>
  );
}
