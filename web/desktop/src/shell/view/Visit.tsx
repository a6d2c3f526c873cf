import { Eye, ShieldCheck, UserRound, type LucideIcon } from 'lucide-react';
import { type Rights, useRights } from '../../net/rights';

const WORDS: Record<Exclude<Rights, 'owner'>, readonly [LucideIcon, string]> = {
  viewer: [Eye, 'You may look here'],
  editor: [UserRound, 'You are a guest here'],
  admin: [ShieldCheck, 'You are here as an admin'],
};

/** Says so when the computer is somebody else's. */
export function Visit() {
  const rights = useRights((it) => it.rights);
  if (rights === 'owner') return null;
  const [Icon, words] = WORDS[rights];
  return (
    <span className="flex items-center gap-1.5 rounded-full bg-accent-soft px-2.5 text-[12px] font-medium text-on-accent-soft max-md:rounded-none max-md:py-1.5 md:h-7">
      <Icon size={14} aria-hidden />
      {words}
    </span>
  );
}
