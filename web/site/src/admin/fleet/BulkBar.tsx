import { Button, cx } from '@matrixos/ui';
import { wish } from '../data/work';
import { VERBS, type Verb } from '../model/verbs';
import { VERB_ICONS } from './columns';

const ALL: readonly Verb[] = ['start', 'stop', 'restart', 'update', 'destroy'];

/** What can be done to the computers that are ticked; it stays in view while one ticks on. */
export function BulkBar(props: {
  readonly handles: readonly string[];
  readonly onClear: () => void;
}) {
  const { handles, onClear } = props;
  return (
    <div
      role="toolbar"
      aria-label="Actions for the selected computers"
      className="glass rise sticky bottom-4 z-[6000] mt-3 flex flex-wrap items-center gap-2 rounded-panel px-4 py-2.5 shadow-3 max-sm:px-3"
    >
      <p className="mr-2 font-medium tabular">{handles.length} selected</p>
      {ALL.map((verb) => {
        const Icon = VERB_ICONS[verb];
        return (
          <Button
            key={verb}
            onClick={() => wish(verb, handles)}
            className={cx('max-sm:px-3', verb === 'destroy' && 'text-danger')}
          >
            <Icon size={15} aria-hidden />
            {VERBS[verb].label}
          </Button>
        );
      })}
      <Button className="ml-auto border-transparent bg-transparent" onClick={onClear}>
        Clear selection
      </Button>
    </div>
  );
}
