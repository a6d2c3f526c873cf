import { Header } from './Header';

/** While a page's program is on its way: the frame, and where things will be. */
export const Opening = () => (
  <>
    <Header />
    <main
      aria-busy="true"
      aria-label="Opening"
      className="mx-auto w-full max-w-[1120px] flex-1 px-6 py-8 max-sm:px-4"
    >
      <div className="skeleton h-8 w-48 rounded-control" />
      <div className="skeleton mt-6 h-64 w-full rounded-panel" />
    </main>
  </>
);
