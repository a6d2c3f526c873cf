import { KeyRound } from 'lucide-react';
import { Dead } from '../shell/Dead';

/** Where `/open/{handle}` leads when there is no such computer or it is somebody else's: both look the same. */
export default function NothingHerePage() {
  return (
    <Dead icon={KeyRound} title="Nothing here for you">
      Either there is no computer of that name, or its owner has not shared it with you. Nothing was
      opened and nothing was changed.
    </Dead>
  );
}
