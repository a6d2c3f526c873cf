import { Page } from '../shell/Page';

export default function DevicePage() {
  return <Page title="Connect a device">{null}</Page>;
}
