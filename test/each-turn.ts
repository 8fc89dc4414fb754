/** Calls `seen` in each turn of the event loop, for as long as `work` takes. */
export async function eachTurn<T>(seen: () => void, work: () => Promise<T>): Promise<T> {
  let going = true;
  const turn = () => {
    seen();
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  try {
    return await work();
  } finally {
    going = false;
  }
}

/** In how many of them others have had their turn. */
export async function countTurns<T>(work: () => Promise<T>): Promise<{ turns: number; result: T }> {
  let turns = 0;
  const result = await eachTurn(() => void turns++, work);
  return { turns, result };
}
