import { create } from 'zustand';
import { request } from './http';

/** Whose computer this is to who looks at it: the platform's door says so. */
export type Rights = 'owner' | 'editor' | 'viewer' | 'admin';

export const useRights = create<{ readonly rights: Rights }>()(() => ({ rights: 'owner' }));

/** Asks once. Without a platform before the computer nobody answers, and whoever is here is its owner. */
export async function learnRights(): Promise<void> {
  const answer = await request<{ readonly rights: Rights }>('/.matrix/me');
  if (answer.ok) useRights.setState({ rights: answer.value.rights });
}
