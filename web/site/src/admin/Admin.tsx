import { Route, Switch } from 'wouter';
import NotFound from '../pages/NotFoundPage';
import { SignedIn } from '../shell/SignedIn';
import AuditPage from './audit/AuditPage';
import ComputerPage from './computer/ComputerPage';
import FleetPage from './fleet/FleetPage';
import SettingsPage from './settings/SettingsPage';
import UserPage from './users/UserPage';
import UsersPage from './users/UsersPage';

/** What the admin sees and steers. For everyone else these pages do not exist. */
export default function Admin() {
  return <SignedIn>{(account) => (account.role === 'admin' ? <Pages /> : <NotFound />)}</SignedIn>;
}

const Pages = () => (
  <Switch>
    <Route path="/admin" component={FleetPage} />
    <Route path="/admin/computers/:handle">
      {({ handle }) => <ComputerPage key={handle} handle={handle} />}
    </Route>
    <Route path="/admin/users" component={UsersPage} />
    <Route path="/admin/users/:id">{({ id }) => <UserPage key={id} id={id} />}</Route>
    <Route path="/admin/audit" component={AuditPage} />
    <Route path="/admin/settings" component={SettingsPage} />
    <Route component={NotFound} />
  </Switch>
);
