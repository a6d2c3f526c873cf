import { Banner, Notice, Panel } from '@matrixos/ui';
import { CloudOff } from 'lucide-react';
import { useState } from 'react';
import { platformUrl } from '../../api/http';
import { useFollowed } from '../../api/sse';
import type { Account, Computer, Host } from '../../api/types';
import { ButtonLink } from '../../shell/ButtonLink';
import { dollars } from '../../shell/money';
import { Page } from '../../shell/Page';
import { SignedIn } from '../../shell/SignedIn';
import { clock, day } from '../../shell/time';
import { words } from '../../shell/words';
import { Leaving } from '../account/Leaving';
import { ComputerCard } from './ComputerCard';
import { budgetOf, describe } from './describe';
import { People, SharedWithMe } from './People';
import { Spend } from './Spend';
import { Version } from './Version';

export default function DashboardPage() {
  return <SignedIn>{(account, host) => <Dashboard account={account} host={host} />}</SignedIn>;
}

function Dashboard({ account, host }: { readonly account: Account; readonly host: Host }) {
  const followed = useFollowed<Computer>('/api/me/computer/stream', 'computer');
  // The answer to a wish is newer than the last event until the next one comes.
  const [answered, setAnswered] = useState<{ of: Computer | null; computer: Computer } | null>(
    null,
  );
  const newer = answered !== null && answered.of === followed.value ? answered.computer : null;
  const computer = newer ?? followed.value;
  const onChange = (it: Computer): void => setAnswered({ of: followed.value, computer: it });

  return (
    <Page title="Your computer">
      <Leaving account={account} />
      {followed.offlineSince !== null && computer !== null && (
        <Offline since={followed.offlineSince} />
      )}
      {computer === null ? (
        <Empty offline={followed.offlineSince !== null} />
      ) : (
        <Whole computer={computer} host={host} onChange={onChange} />
      )}
    </Page>
  );
}

const retry = (): void => void window.dispatchEvent(new Event('online'));

const Offline = ({ since }: { readonly since: number }) => (
  <Banner
    className="mb-5"
    tone="warn"
    title={`No connection since ${clock(since)}. What you see is from then.`}
    action={{ label: 'Try now', run: retry }}
  >
    Your computer goes on by itself, and nothing is lost.
  </Banner>
);

function Empty({ offline }: { readonly offline: boolean }) {
  const { cause, effect } = words({ kind: 'unreachable' });
  if (!offline) {
    return (
      <div aria-busy="true" aria-label="Looking for your computer" role="status">
        <div className="skeleton h-72 w-full rounded-panel" />
      </div>
    );
  }
  return (
    <Notice icon={CloudOff} role="alert" title={cause} action={{ label: 'Try again', run: retry }}>
      {effect}
    </Notice>
  );
}

interface WholeProps {
  readonly computer: Computer;
  readonly host: Host;
  readonly onChange: (computer: Computer) => void;
}

function Whole({ computer, host, onChange }: WholeProps) {
  const { spend, version } = computer;
  return (
    <div className="flex flex-col gap-5">
      <Over computer={computer} />
      <ComputerCard computer={computer} host={host} onChange={onChange} />
      <div className="grid grid-cols-2 items-start gap-5 max-md:grid-cols-1">
        <div className="flex flex-col gap-5">
          {spend !== null && <Spend spend={spend} demo={host.demoModel} />}
          {version !== null && (
            <Version
              version={version}
              ready={describe(computer, 0).may.includes('update')}
              onChange={onChange}
            />
          )}
        </div>
        <div className="flex flex-col gap-5">
          <People />
          <SharedWithMe />
          <Yours />
        </div>
      </div>
    </div>
  );
}

/** The budget is used up: what goes on and what does not. */
function Over({ computer: { spend } }: { readonly computer: Computer }) {
  const budget = budgetOf(spend);
  if (budget.kind === 'free') return null;
  const whose = budget.period === 'day' ? 'today' : 'this month';
  const resets =
    budget.period === 'day'
      ? 'tomorrow'
      : spend?.resetsAt == null
        ? 'next month'
        : `on ${day(spend.resetsAt)}`;
  if (budget.kind === 'close') {
    return (
      <Banner title={`Nearly all of ${dollars(budget.limitUsd)} for ${whose} is spent.`}>
        When it is used up, the AI pauses until it begins anew {resets}. Everything else goes on.
      </Banner>
    );
  }
  return (
    <Banner tone="warn" title={`The ${dollars(budget.limitUsd)} for ${whose} are used up.`}>
      The AI answers again {resets}, or when the person who runs this host allows more. Your
      computer and your files go on as ever.
    </Banner>
  );
}

const Yours = () => (
  <Panel
    title="What is yours"
    lead="All your files and your account in one archive, whenever you like."
  >
    <div className="flex flex-wrap gap-2">
      <ButtonLink away href={platformUrl('/api/me/export')}>
        Download everything
      </ButtonLink>
      <ButtonLink href="/account#sessions">Where I am signed in</ButtonLink>
      <ButtonLink href="/account#leave">Delete my account</ButtonLink>
    </div>
  </Panel>
);
