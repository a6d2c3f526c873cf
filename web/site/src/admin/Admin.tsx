import { Page } from '../shell/Page';
import { SignedIn } from '../shell/SignedIn';
import NotFound from '../pages/NotFoundPage';

/** What the admin sees and steers. For everyone else these pages do not exist. */
export default function Admin() {
  return (
    <SignedIn>
      {(account) =>
        account.role === 'admin' ? (
          <Page title="Admin">
            <p className="text-muted">Computers, people and what they cost.</p>
          </Page>
        ) : (
          <NotFound />
        )
      }
    </SignedIn>
  );
}
