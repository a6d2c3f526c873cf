import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../cx';
import { Select } from './Select';
import { Tick } from './Tick';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** The name by which the API sorts; a column without one cannot be sorted by. */
  readonly sort?: string;
  readonly align?: 'end';
  /** The row's name: read before each of its cells, and the title of its card. */
  readonly head?: boolean;
  /** The title is not drawn (a column of buttons), only read. */
  readonly quiet?: boolean;
  readonly className?: string;
  readonly cell: (row: Row) => ReactNode;
}

export interface Ticks {
  readonly ticked: (key: string) => boolean;
  readonly all: boolean;
  readonly some: boolean;
  readonly onTick: (key: string, range: boolean) => void;
  readonly onAll: () => void;
}

export interface DataTableProps<Row> {
  /** What the table is, for those who cannot see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** As the API takes it: a name, with a minus for descending. */
  readonly sort?: string;
  readonly onSort?: (sort: string) => void;
  readonly ticks?: Ticks;
  /** Newer rows are on their way; what is shown is the last known. */
  readonly busy?: boolean;
}

const directionOf = (sort: string | undefined, column: string) => {
  if (sort === column) return 'ascending';
  return sort === `-${column}` ? 'descending' : 'none';
};

/**
 * A table that becomes a list of cards on a phone. The roles are written out, because a table whose parts are no longer laid
 * out as a table loses them in some browsers.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, keyOf, ticks, busy = false } = props;
  return (
    <div className="flex flex-col gap-3">
      {props.onSort && <SortSelect {...props} onSort={props.onSort} />}
      <table
        role="table"
        aria-label={label}
        aria-busy={busy}
        className={cx(
          'w-full border-collapse text-left transition-opacity max-md:block',
          busy && 'opacity-60 delay-200',
        )}
      >
        <thead role="rowgroup" className="max-md:hidden">
          <tr role="row" className="border-b border-line">
            {ticks && (
              <th role="columnheader" scope="col" className="w-10 py-2 pl-4">
                <Tick
                  label="Select all on this page"
                  on={ticks.all}
                  mixed={ticks.some && !ticks.all}
                  onClick={ticks.onAll}
                />
              </th>
            )}
            {columns.map((column) => (
              <Header key={column.key} column={column} table={props} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="max-md:flex max-md:flex-col max-md:gap-3">
          {rows.map((row) => (
            <BodyRow key={keyOf(row)} row={row} table={props} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Header<Row>({
  column,
  table,
}: {
  readonly column: Column<Row>;
  readonly table: DataTableProps<Row>;
}) {
  const { sort: by, title, quiet = false, align } = column;
  const where = by === undefined ? undefined : directionOf(table.sort, by);
  const Arrow = where === 'none' ? ChevronsUpDown : where === 'ascending' ? ArrowUp : ArrowDown;
  return (
    <th
      role="columnheader"
      scope="col"
      {...(where === undefined ? {} : { 'aria-sort': where })}
      className={cx(
        'px-3 py-2 text-[12px] font-medium whitespace-nowrap text-muted',
        align === 'end' && 'text-right',
        column.className,
      )}
    >
      {by === undefined || !table.onSort ? (
        <span className={quiet ? 'sr-only' : undefined}>{title}</span>
      ) : (
        <button
          type="button"
          onClick={() => table.onSort?.(where === 'ascending' ? `-${by}` : by)}
          className={cx(
            '-mx-1.5 inline-flex h-7 items-center gap-1 rounded-control px-1.5 transition-colors hover:bg-hover hover:text-text',
            where !== 'none' && 'text-text',
          )}
        >
          {title}
          <Arrow
            size={13}
            strokeWidth={2}
            aria-hidden
            className={where === 'none' ? 'opacity-50' : ''}
          />
        </button>
      )}
    </th>
  );
}

function BodyRow<Row>({ row, table }: { readonly row: Row; readonly table: DataTableProps<Row> }) {
  const { ticks, columns } = table;
  const key = table.keyOf(row);
  const on = ticks?.ticked(key) === true;
  return (
    <tr
      role="row"
      className={cx(
        'group border-b border-line transition-colors last:border-0 hover:bg-sunken',
        'max-md:relative max-md:flex max-md:flex-col max-md:gap-2 max-md:rounded-panel max-md:border max-md:bg-surface max-md:p-4 max-md:last:border',
        on && 'bg-accent-soft/50 hover:bg-accent-soft/70 max-md:bg-accent-soft/50',
      )}
    >
      {ticks && (
        <td
          role="cell"
          className="w-10 py-2 pl-4 max-md:absolute max-md:top-3 max-md:left-3 max-md:w-auto max-md:p-0"
        >
          <Tick
            label={`Select ${key}`}
            on={on}
            onClick={(event) => ticks.onTick(key, event.shiftKey)}
          />
        </td>
      )}
      {columns.map((column) => (
        <Cell key={column.key} column={column} row={row} ticked={ticks !== undefined} />
      ))}
    </tr>
  );
}

function Cell<Row>(props: {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly ticked: boolean;
}) {
  const { column, row } = props;
  const common = cx(
    'px-3 py-2 align-middle max-md:p-0',
    column.align === 'end' && 'text-right',
    column.className,
  );
  if (column.head === true) {
    return (
      <th
        role="rowheader"
        scope="row"
        className={cx(
          common,
          'font-medium max-md:min-h-8 max-md:pr-12',
          props.ticked && 'max-md:pl-10',
        )}
      >
        {column.cell(row)}
      </th>
    );
  }
  if (column.quiet === true) {
    return (
      <td role="cell" className={cx(common, 'max-md:absolute max-md:top-2 max-md:right-2')}>
        {column.cell(row)}
      </td>
    );
  }
  return (
    <td
      role="cell"
      className={cx(
        common,
        'max-md:flex max-md:min-h-6 max-md:items-center max-md:gap-3 max-md:text-left',
      )}
    >
      <span aria-hidden className="w-24 shrink-0 text-[12px] text-muted md:hidden">
        {column.title}
      </span>
      <div className="min-w-0 max-md:flex-1">{column.cell(row)}</div>
    </td>
  );
}

/** Without headers, a phone needs another way to sort. */
function SortSelect<Row>(props: DataTableProps<Row> & { readonly onSort: (sort: string) => void }) {
  const by = props.columns.filter((column) => column.sort !== undefined);
  return (
    <div className="flex items-center gap-3 md:hidden">
      {props.ticks && (
        <span className="flex items-center gap-2">
          <Tick
            label="Select all on this page"
            on={props.ticks.all}
            mixed={props.ticks.some && !props.ticks.all}
            onClick={props.ticks.onAll}
          />
          <span aria-hidden>All</span>
        </span>
      )}
      <Select
        label="Sort by"
        bare
        value={props.sort}
        onChange={(event) => props.onSort(event.target.value)}
        className="ml-auto min-w-0 flex-[0_1_240px]"
      >
        {by.flatMap(({ sort = '', title }) => [
          <option key={sort} value={sort}>
            {title}, ascending
          </option>,
          <option key={`-${sort}`} value={`-${sort}`}>
            {title}, descending
          </option>,
        ])}
      </Select>
    </div>
  );
}
