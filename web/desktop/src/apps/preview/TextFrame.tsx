import { Notice } from '@matrixos/ui';
import { CloudOff, FileQuestion } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatBytes } from '../../format';
import { TEXT_BYTES } from '../../net/file-text';
import { useText } from './useText';

export interface TextProps {
  readonly path: string;
  readonly onDownload: () => void;
}

interface TextFrameProps extends TextProps {
  readonly children: (text: string) => ReactNode;
}

/** Everything around a text that is not the text: loading, failing, being no text, being cut off. */
export function TextFrame({ path, onDownload, children }: TextFrameProps) {
  const { result, retry } = useText(path);
  if (result === undefined) {
    return (
      <div role="status" aria-label="Loading" className="flex flex-col gap-3 p-6">
        {[80, 64, 72, 40].map((width) => (
          <div key={width} className="skeleton h-3 rounded-full" style={{ width: `${width}%` }} />
        ))}
      </div>
    );
  }
  if (!result.ok) {
    const cause =
      result.failure.kind === 'refused'
        ? result.failure.detail
        : 'Your computer does not answer just now.';
    return (
      <Notice
        icon={CloudOff}
        title="This file cannot be shown"
        role="alert"
        action={{ label: 'Try again', run: retry }}
      >
        {cause}
      </Notice>
    );
  }
  const { text, truncated, binary } = result.value;
  if (binary) {
    return (
      <Notice
        icon={FileQuestion}
        title="No preview"
        action={{ label: 'Download', run: onDownload }}
      >
        This file holds no text; it can be downloaded.
      </Notice>
    );
  }
  return (
    <div
      className="size-full overflow-auto outline-offset-[-2px]"
      tabIndex={0}
      role="document"
      aria-label="Content"
      data-autofocus
    >
      {children(text)}
      {truncated && (
        <p className="border-t border-line px-5 py-3 text-muted">
          Only the first {formatBytes(TEXT_BYTES)} are shown. Download the file to read the rest.
        </p>
      )}
    </div>
  );
}
