import { Notice } from '@matrixos/ui';
import { CloudOff, FileType } from 'lucide-react';
import { useEffect, useState } from 'react';
import { report } from '../../net/connection';
import { PDF_BYTES, readPdf, type Pdf } from '../../net/file-pdf';
import { formatBytes } from '../../format';

interface PdfViewProps {
  readonly path: string;
  readonly name: string;
  readonly onDownload: () => void;
}

/**
 * A PDF in the browser's own viewer. The file is fetched first and shown from memory: straight from the computer it comes
 * with a sandbox (a page from a file must not act as the desktop), in which browsers refuse to show PDFs at all.
 */
export function PdfView({ path, name, onDownload }: PdfViewProps) {
  const [pdf, setPdf] = useState<Pdf>();
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    let url: string | undefined;
    void readPdf(path, stop.signal).then((it) => {
      if (stop.signal.aborted) return;
      if (it.kind === 'ready') url = it.url;
      if (it.kind === 'failed') report(it.failure);
      setPdf(it);
    });
    return () => {
      stop.abort();
      if (url !== undefined) URL.revokeObjectURL(url);
    };
  }, [path, asked]);

  switch (pdf?.kind) {
    case undefined:
      return (
        <div role="status" aria-label="Loading" className="skeleton m-6 h-3/4 rounded-control" />
      );
    case 'ready':
      return <Viewer url={pdf.url} name={name} />;
    case 'large':
      return (
        <Notice
          icon={FileType}
          title="Too large to show here"
          action={{ label: 'Download', run: onDownload }}
        >
          This file is larger than {formatBytes(PDF_BYTES)}; download it to read it.
        </Notice>
      );
    case 'failed':
      return (
        <Notice
          icon={CloudOff}
          title="This file cannot be shown"
          role="alert"
          action={{ label: 'Try again', run: () => setAsked(asked + 1) }}
        >
          {pdf.failure.kind === 'refused'
            ? pdf.failure.detail
            : 'Your computer does not answer just now.'}
        </Notice>
      );
  }
}

/** Shows it in the window; where the page's policy or the browser does not allow that, offers a tab of its own. */
function Viewer({ url, name }: { readonly url: string; readonly name: string }) {
  const [blocked, setBlocked] = useState(!navigator.pdfViewerEnabled);
  useEffect(() => {
    const hear = ({ effectiveDirective }: SecurityPolicyViolationEvent): void => {
      if (effectiveDirective === 'frame-src') setBlocked(true);
    };
    document.addEventListener('securitypolicyviolation', hear);
    return () => document.removeEventListener('securitypolicyviolation', hear);
  }, []);
  if (!blocked) return <iframe title={name} src={url} className="size-full border-0" />;
  return (
    <Notice
      icon={FileType}
      title="This PDF opens in its own tab"
      action={{ label: 'Open', run: () => void window.open(url, '_blank') }}
    >
      The browser does not show PDFs inside of another page here.
    </Notice>
  );
}
