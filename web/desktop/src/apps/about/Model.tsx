import { formatUsd } from '../../format';
import type { ModelStatus } from '../../net/api';
import { useModel } from './useModel';

const WORDS: Record<ModelStatus['model'], { readonly name: string; readonly text: string }> = {
  anthropic: {
    name: 'Claude',
    text: 'Programs here talk to Claude; what that costs is counted for you.',
  },
  demo: {
    name: 'Demo model',
    text: 'Answers are scripted: this host has no API key yet. Whoever runs it can set one.',
  },
  none: {
    name: 'Switched off',
    text: 'Calls are refused at the moment. Whoever runs this host knows why.',
  },
  unreachable: {
    name: 'Not reachable',
    text: 'The host does not answer for the model at the moment.',
  },
};

/** What answers when a program here asks the model, and what that has cost. */
export function Model() {
  const status = useModel();
  if (status === undefined) return null;
  const { name, text } = WORDS[status.model];
  return (
    <section aria-labelledby="model" className="mt-5 rounded-control border border-line p-4">
      <div className="mb-1 flex items-baseline justify-between gap-4">
        <h3 id="model" className="font-medium">
          AI
        </h3>
        <span className="text-muted">{name}</span>
      </div>
      <p className="text-muted">{text}</p>
      {status.todayUsd !== null && status.monthUsd !== null && (
        <p className="tabular mt-2" data-selectable>
          {formatUsd(status.todayUsd)} today, {formatUsd(status.monthUsd)} this month
        </p>
      )}
    </section>
  );
}
