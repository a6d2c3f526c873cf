import { useSaid } from './announce';

/** Shows and reads out what was said. It is there before anything is said, or screen readers would not hear it. */
export function Toast() {
  const said = useSaid((it) => it.said);
  return (
    <div
      role="status"
      aria-label="Messages"
      className="pointer-events-none fixed inset-x-0 bottom-6 z-[9500] flex justify-center px-4"
    >
      {said && (
        <p
          key={said.id}
          className="glass rise max-w-[52ch] rounded-panel px-4 py-2.5 font-medium shadow-3"
        >
          {said.text}
        </p>
      )}
    </div>
  );
}
