import { Compass } from 'lucide-react';
import { Dead } from '../shell/Dead';

export default function NotFoundPage() {
  return (
    <Dead icon={Compass} title="No such page">
      The address leads nowhere: it may be mistyped, or the page has moved. Your computer and your
      files are where they were.
    </Dead>
  );
}
