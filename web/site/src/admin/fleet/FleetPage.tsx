import { Badge } from '@matrixos/ui';
import { Radio, WifiOff } from 'lucide-react';
import { AdminPage } from '../parts/AdminPage';
import { Stale } from '../parts/Trouble';
import { Computers } from './Computers';
import { Tiles } from './Tiles';
import { useFleet } from './useFleet';

/** How all computers are, and the list of them. */
export default function FleetPage() {
  const { asked, value, offlineSince } = useFleet();
  return (
    <AdminPage
      title="Fleet"
      badge={
        offlineSince === null ? (
          value !== null && (
            <Badge tone="ok" icon={Radio}>
              Live
            </Badge>
          )
        ) : (
          <Badge tone="warn" icon={WifiOff}>
            Not live
          </Badge>
        )
      }
    >
      {asked.failure !== null && <Stale failure={asked.failure} onRetry={asked.reload} />}
      <Tiles fleet={value} loading={asked.failure === null} />
      <Computers fleet={value} />
    </AdminPage>
  );
}
