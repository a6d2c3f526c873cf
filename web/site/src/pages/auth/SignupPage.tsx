import { Page } from '../../shell/Page';

export default function SignupPage() {
  return <Page title="Sign up">{null}</Page>;
}
