import { Meter, Panel } from '@matrixos/ui';
import type { Computer } from '../../api/types';
import { dollars } from '../../shell/money';
import { day } from '../../shell/time';
import { Usage } from './Usage';

type Spent = NonNullable<Computer['spend']>;

/** What does it cost? This month's spend against the budget, and where it went. */
export function Spend({ spend, demo }: { readonly spend: Spent; readonly demo: boolean }) {
  const { monthUsd, monthLimitUsd, todayUsd, dayLimitUsd, resetsAt } = spend;
  return (
    <Panel title="Spent on AI this month">
      <p className="-mt-2">
        <span className="tabular text-[26px] leading-8 font-semibold tracking-[-0.02em]">
          {dollars(monthUsd)}
        </span>
        {monthLimitUsd !== null && (
          <span className="ml-2 text-muted">of {dollars(monthLimitUsd)}</span>
        )}
      </p>
      {monthLimitUsd !== null && (
        <Meter
          label="Spent this month"
          value={monthLimitUsd > 0 ? monthUsd / monthLimitUsd : 1}
          text={`${dollars(monthUsd)} of ${dollars(monthLimitUsd)}`}
          className="mt-3 h-2 w-full"
        />
      )}
      <p className="mt-3 text-[13px] text-muted">
        Today {dollars(todayUsd)}
        {dayLimitUsd !== null && ` of ${dollars(dayLimitUsd)}`}
        {resetsAt !== null && ` · begins anew on ${day(resetsAt)}`}
      </p>
      {demo && (
        <p className="mt-1 text-[13px] text-muted">
          On this host a scripted demo answers in place of a model, and costs nothing.
        </p>
      )}
      <Usage />
    </Panel>
  );
}
