import { cx } from '@matrixos/ui';
import { Check, Circle, LoaderCircle, X, type LucideIcon } from 'lucide-react';
import type { Step, StepState } from '../../api/types';
import { took } from '../../shell/time';

const SIGNS: Record<StepState, readonly [LucideIcon, string, string]> = {
  done: [Check, 'text-ok', 'done'],
  running: [LoaderCircle, 'text-accent animate-spin', 'under way'],
  failed: [X, 'text-danger', 'failed'],
  waiting: [Circle, 'text-line-strong', 'to come'],
};

export interface StepsProps {
  readonly steps: readonly Step[];
  readonly now: number;
}

/** What is done to set a computer up, step by step, with the time that each took. */
export const Steps = ({ steps, now }: StepsProps) => (
  <ol aria-label="Steps" className="flex flex-col gap-1">
    {steps.map((step) => (
      <OneStep key={step.name} step={step} now={now} />
    ))}
  </ol>
);

function OneStep({ step, now }: { readonly step: Step; readonly now: number }) {
  const [Icon, look, word] = SIGNS[step.state];
  return (
    <li
      className={cx(
        'flex gap-3 rounded-control px-3 py-2',
        step.state === 'failed' && 'bg-danger-soft',
      )}
    >
      <Icon size={18} strokeWidth={2} aria-hidden className={cx('mt-px shrink-0', look)} />
      <div className="min-w-0 flex-1">
        <p className={step.state === 'waiting' ? 'text-muted' : 'font-medium'}>
          {step.title}
          <span className="sr-only">, {word}</span>
        </p>
        {step.detail !== null && <p className="mt-0.5 text-[13px]">{step.detail}</p>}
      </div>
      <span className="tabular shrink-0 text-[13px] text-muted">
        {took(step.startedAt, step.finishedAt, now)}
      </span>
    </li>
  );
}
