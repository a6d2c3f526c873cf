import { Page } from '../../shell/Page';

export default function ResetPage() {
  return <Page title="New password">{null}</Page>;
}
