import { Page } from '../../shell/Page';

export default function DashboardPage() {
  return <Page title="Dashboard">{null}</Page>;
}
