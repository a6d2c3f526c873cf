import { Page } from '../../shell/Page';

export default function LoginPage() {
  return <Page title="Sign in">{null}</Page>;
}
