import { Page } from '../shell/Page';

export default function StatusPage() {
  return <Page title="Status">{null}</Page>;
}
