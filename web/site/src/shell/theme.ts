/** The site and the desktop on it have one theme, so that the choice of one is the choice of both. */
export {
  chooseTheme,
  useTheme,
  watchTheme,
  type ThemeChoice,
} from '../../../desktop/src/theme/theme';
