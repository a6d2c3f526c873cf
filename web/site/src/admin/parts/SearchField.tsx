import { Field } from '@matrixos/ui';
import { useEffect, useState } from 'react';

/** One does not want an answer to each letter. */
const PAUSE_MS = 250;

export interface SearchFieldProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly onSearch: (value: string) => void;
  readonly className?: string;
}

/** Text that is searched for by the platform, once the hand rests. */
export function SearchField(props: SearchFieldProps) {
  const { value, onSearch, ...rest } = props;
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  // The address changed by another way than by typing here: back, or a link.
  if (value !== seen) {
    setSeen(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => onSearch(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onSearch]);
  return (
    <Field
      type="search"
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      {...rest}
    />
  );
}
