import { useEffect, useRef } from 'react';
import { useConnection } from '../../net/connection';
import { mesh } from '../../theme/mesh';
import { useTheme } from '../../theme/theme';

/** Small on purpose: it is all slow slopes, and the browser enlarges it smoothly for nothing. */
const WIDTH = 320;
const HEIGHT = 200;

/** The landscape behind everything, made from the mode and the computer's name. */
export function Wallpaper() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const mode = useTheme((it) => it.mode);
  const handle = useConnection((it) => it.info?.handle);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (handle === undefined || !context) return;
    context.putImageData(new ImageData(mesh(mode, handle, WIDTH, HEIGHT), WIDTH, HEIGHT), 0, 0);
    canvas.current?.animate({ opacity: [0, 1] }, { duration: 280 });
  }, [mode, handle]);
  return (
    <canvas
      ref={canvas}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden
      className="pointer-events-none absolute inset-0 size-full"
    />
  );
}
