import { IconButton, Notice } from '@matrixos/ui';
import { Download, FileQuestion } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { fileUrl } from '../../net/api';
import { download } from '../download';
import { kindOf } from '../files/model';
import type { AppProps } from '../registry';
import { ImageView } from './ImageView';
import { PdfView } from './PdfView';
import { TextView } from './TextView';

const MarkdownView = lazy(() => import('./MarkdownView'));

/** Shows one file without changing it. HTML is shown as its source: a page from a file is a program. */
export default function PreviewApp({ window: { params } }: AppProps) {
  const path = params['path'] ?? '';
  const name = path.split('/').at(-1) ?? '';
  const get = (): void => download(fileUrl(path, true), name);
  return (
    <div className="flex size-full flex-col">
      <div className="flex h-9 shrink-0 items-center justify-between border-b border-line pr-1.5 pl-3 text-[12px] text-muted max-md:h-12">
        <span className="truncate">Home / {path.split('/').join(' / ')}</span>
        <IconButton icon={Download} label="Download" onClick={get} />
      </div>
      <div className="relative min-h-0 flex-1">
        <Suspense fallback={null}>
          <Content path={path} name={name} onDownload={get} />
        </Suspense>
      </div>
    </div>
  );
}

interface ContentProps {
  readonly path: string;
  readonly name: string;
  readonly onDownload: () => void;
}

function Content({ path, name, onDownload }: ContentProps) {
  switch (kindOf(name)) {
    case 'image':
      return <ImageView path={path} name={name} />;
    case 'pdf':
      return <PdfView path={path} name={name} onDownload={onDownload} />;
    case 'markdown':
      return <MarkdownView path={path} onDownload={onDownload} />;
    case 'code':
    case 'text':
    case 'other':
      return <TextView path={path} onDownload={onDownload} />;
    case 'archive':
    case 'media':
      return (
        <Notice
          icon={FileQuestion}
          title="No preview"
          action={{ label: 'Download', run: onDownload }}
        >
          There is nothing to read in this kind of file; it can be downloaded.
        </Notice>
      );
  }
}
