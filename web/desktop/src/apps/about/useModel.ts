import { useEffect, useState } from 'react';
import { modelStatus, type ModelStatus } from '../../net/api';
import { useConnection } from '../../net/connection';

/** How the model behind this computer is; asked for anew with each answer about the computer. */
export function useModel(): ModelStatus | undefined {
  const [status, setStatus] = useState<ModelStatus>();
  const info = useConnection((it) => it.info);
  useEffect(() => {
    let stale = false;
    void modelStatus().then((result) => {
      if (!stale && result.ok) setStatus(result.value);
    });
    return () => {
      stale = true;
    };
  }, [info]);
  return status;
}
