import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import Landing from './landing/Landing';
import { Opening } from './shell/Opening';

const Account = lazy(() => import('./pages/account/AccountPage'));
const Admin = lazy(() => import('./admin/Admin'));
const Dashboard = lazy(() => import('./pages/dashboard/DashboardPage'));
const Device = lazy(() => import('./pages/DevicePage'));
const Login = lazy(() => import('./pages/auth/LoginPage'));
const NothingHere = lazy(() => import('./pages/NothingHerePage'));
const NotFound = lazy(() => import('./pages/NotFoundPage'));
const Reset = lazy(() => import('./pages/auth/ResetPage'));
const Signup = lazy(() => import('./pages/auth/SignupPage'));
const Status = lazy(() => import('./pages/StatusPage'));

/** Every page of the site. The first one comes with the program, the others when they are asked for. */
export const App = () => (
  <Suspense fallback={<Opening />}>
    <Switch>
      <Route path="/" component={Landing} />
      <Route path="/login" component={Login} />
      <Route path="/signup" component={Signup} />
      <Route path="/reset" component={Reset} />
      <Route path="/dashboard" component={Dashboard} />
      <Route path="/account" component={Account} />
      <Route path="/admin/*?" component={Admin} />
      <Route path="/status" component={Status} />
      <Route path="/device" component={Device} />
      <Route path="/nothing-here" component={NothingHere} />
      <Route component={NotFound} />
    </Switch>
  </Suspense>
);
