import type { ReactNode } from 'react';

/** Why one may trust it: three words, each with one thing that can be checked. */
export function Proofs() {
  return (
    <section
      aria-labelledby="proofs"
      className="mx-auto w-full max-w-[1120px] px-6 pt-28 max-sm:px-4 max-sm:pt-20"
    >
      <h2 id="proofs" className="lp-title">
        Yours, small and safe
      </h2>
      <div className="mt-10 grid gap-px overflow-hidden rounded-panel border border-line bg-line md:grid-cols-3 max-sm:mt-7">
        <Proof title="Yours" shown={<Path />}>
          Your files are plain files in a folder on the host, readable without us. Download all of
          them, any time.
        </Proof>
        <Proof title="Small" shown={<Size />}>
          A whole computer, with desktop, terminal and AI, in 256 MB and half a CPU. Asleep when you
          are not there; the request that wakes it waits, and only after three seconds says so.
        </Proof>
        <Proof title="Safe" shown={<Budget />}>
          Each computer is a container without special rights. The AI key never enters it, and what
          a call may cost is set aside before the call is made, so no budget is overrun.
        </Proof>
      </div>
    </section>
  );
}

interface ProofProps {
  readonly title: string;
  /** The thing itself. */
  readonly shown: ReactNode;
  readonly children: string;
}

const Proof = ({ title, shown, children }: ProofProps) => (
  <article className="flex flex-col bg-surface p-7 max-sm:p-5">
    <h3 className="text-[17px] font-semibold">{title}</h3>
    <p className="mt-1.5 max-w-[46ch] flex-1 text-[15px] leading-6 text-muted">{children}</p>
    <div className="mt-6 flex min-h-16 items-center rounded-control bg-sunken px-4 py-3 font-mono text-[13px]">
      {shown}
    </div>
  </article>
);

const Path = () => (
  <span>
    <span className="text-muted">.matrixos/users/</span>you<span className="text-muted">/</span>
    matrixos
  </span>
);

const Size = () => (
  <dl className="grid w-full grid-cols-2 gap-4">
    <div>
      <dt className="text-muted">memory</dt>
      <dd>256 MB</dd>
    </div>
    <div>
      <dt className="text-muted">processor</dt>
      <dd>0.5 CPU</dd>
    </div>
  </dl>
);

const Budget = () => (
  <span>
    <span className="text-muted">./matrixos quota</span> you{' '}
    <span className="text-muted">--daily</span> 2
  </span>
);
