import { useConnection } from '../../net/connection';
import { useClock } from '../useClock';

const DATE = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

/** How one greets at an hour of the day (0–23). */
export function greeting(hour: number): string {
  if (hour < 5) return 'Good night';
  if (hour < 12) return 'Good morning';
  return hour < 18 ? 'Good afternoon' : 'Good evening';
}

/** What an empty desktop says. */
export function Greeting() {
  const now = useClock();
  const handle = useConnection((it) => it.info?.handle);
  return (
    <div className="pointer-events-none absolute inset-x-0 top-[18%] px-6 text-center">
      <h1 className="text-[34px] leading-10 font-semibold tracking-tight">
        {greeting(now.getHours())}
        {handle !== undefined && `, ${handle}`}
      </h1>
      <p className="mt-1 text-[15px]">{DATE.format(now)}</p>
    </div>
  );
}
