/** The path a relative reference in a file names; it cannot climb out of the home. */
export function resolvePath(file: string, reference: string): string {
  const parts = reference.startsWith('/') ? [] : file.split('/').slice(0, -1);
  const [bare = ''] = reference.split(/[?#]/);
  for (const step of bare.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '' && step !== '.') parts.push(decode(step));
  }
  return parts.join('/');
}

function decode(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
