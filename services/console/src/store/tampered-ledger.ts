/** Changes one row of the wallet's books by hand, as nobody may, so that they no longer sum to zero. */
import type { Connection } from 'mongoose';

const WALLET_DATABASE = 'angkutan-wallet';
const ROWS = 'platform';
/** Whole rupiah. */
const STOLEN = 1_000n;

/** `off` gives back what was taken; it stands in the console's own database, for consoles end. */
export function createTampering(connection: Connection) {
  const client = connection.getClient();
  const mark = client.db(connection.name).collection<{ _id: string; row: string }>('tampered');
  const rows = client.db(WALLET_DATABASE).collection<{ _id: string; balance: bigint }>(ROWS);
  const found = () => mark.findOne({ _id: ROWS });
  return {
    running: async () => (await found()) !== null,
    async turn(on: boolean): Promise<void> {
      const tampered = await found();
      if (on === (tampered !== null)) return;
      const row = tampered?.row ?? (await rows.findOne({}))?._id;
      if (row === undefined) throw new Error('AKT_NO_LEDGER_ROW');
      if (on) await mark.insertOne({ _id: ROWS, row });
      else await mark.deleteOne({ _id: ROWS });
      await rows.updateOne({ _id: row }, { $inc: { balance: on ? STOLEN : -STOLEN } });
    },
  };
}
