import avro from 'avsc';
import { Kafka } from 'kafkajs';

const { KAFKA_BROKERS = '', SCHEMA_REGISTRY_URL = '', GROUP_ID = 'receipts' } = process.env;
const schemas = new Map<number, avro.Type>(); // One per version of the schema: a handful.

async function schemaOf(id: number): Promise<avro.Type> {
  const answer = await fetch(`${SCHEMA_REGISTRY_URL}/schemas/ids/${id}`);
  if (!answer.ok) throw new Error(`The registry answers ${answer.status} for schema ${id}`);
  const { schema }: { schema: string } = JSON.parse(await answer.text());
  return avro.Type.forSchema(JSON.parse(schema));
}

const consumer = new Kafka({ brokers: KAFKA_BROKERS.split(',') }).consumer({ groupId: GROUP_ID });
await consumer.connect();
await consumer.subscribe({ topic: 'angkutan.payments', fromBeginning: true });
await consumer.run({
  eachMessage: async ({ message: { headers, value } }) => {
    if (!value || String(headers?.ce_type) !== 'id.angkutan.payments.v1.PaymentSettled') return;
    const id = value.readUInt32BE(1); // A zero byte, the schema's id in four, then the Avro body.
    const schema = schemas.get(id) ?? (await schemaOf(id));
    schemas.set(id, schema);
    const { eventId, reference, payerId, amount } = schema.fromBuffer(value.subarray(5));
    // An event may come twice: keep eventId with what you do, and do nothing the second time.
    console.log(`${eventId}: ${payerId} paid Rp ${amount} for ${reference}`);
  },
});
