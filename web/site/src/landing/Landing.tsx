import { Footer } from '../shell/Footer';
import { Header } from '../shell/Header';
import { useTitle } from '../shell/Page';
import { Toast } from '../shell/Toast';
import { Hero } from './Hero';
import './landing.css';
import { OwnMachine } from './OwnMachine';
import { Proofs } from './Proofs';
import { Stage } from './Stage';

/** The first page: what this is, the thing itself to try, why one may trust it, and how to have it on one's own machine. */
export default function Landing() {
  const heading = useTitle('Your own computer in the browser');
  return (
    <>
      <Header />
      <main className="w-full flex-1 overflow-x-clip">
        <Hero heading={heading} />
        <Stage />
        <Proofs />
        <OwnMachine />
      </main>
      <Footer />
      <Toast />
    </>
  );
}
