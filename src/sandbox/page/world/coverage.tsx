import { useEffect, useState } from 'preact/hooks';
import { fetchJson } from '../live/fetch-json.ts';

interface Covered {
  /** Either one word for the call, or its method and path. */
  call?: string;
  method?: string;
  path?: string;
  covers: string;
  differs?: string;
  leavesOut?: string;
}

/** What each simulator covers, as it tells itself. */
export function Coverage() {
  const [tables, setTables] = useState<Record<string, Covered[]>>();
  const [problem, setProblem] = useState('');

  useEffect(() => {
    fetchJson<Record<string, Covered[]>>('/sandbox/coverage')
      .then(setTables)
      .catch((error: Error) => setProblem(error.message));
  }, []);

  return (
    <main class="coverage">
      <h1>What the simulators cover</h1>
      <p>
        <a href="/">Back to the workspace</a>
      </p>
      {problem && <p role="alert">{problem}</p>}
      {Object.entries(tables ?? {}).map(([name, rows]) => (
        <section key={name}>
          <h2>{name}</h2>
          <div class="table-box">
            <table>
              <thead>
                <tr>
                  <th scope="col">Call</th>
                  <th scope="col">Covers</th>
                  <th scope="col">Differs from the real one</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={wordCall(row)}>
                    <td class="cell-wraps">
                      <code>{wordCall(row)}</code>
                    </td>
                    <td class="cell-wraps">{row.covers}</td>
                    <td class="cell-wraps">{row.differs ?? row.leavesOut ?? ''}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ))}
    </main>
  );
}

function wordCall({ call, method, path }: Covered): string {
  return call ?? `${method} ${path}`;
}
