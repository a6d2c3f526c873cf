/** Keys as they are printed on the keyboard. */
export function Keys({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span className="inline-flex gap-1">
      {keys.map((key) => (
        <kbd
          key={key}
          className="min-w-6 rounded-[6px] border border-line-strong bg-sunken px-1.5 text-center font-sans text-[12px] text-text"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
