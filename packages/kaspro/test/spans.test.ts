import { inTrace, newTraceparent, sendSpansTo, type Span } from '@angkutan/telemetry';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { client, createProvider, hang, json, transfer, transferred } from './provider.ts';

let spans: Span[];
beforeEach(() => {
  spans = [];
  sendSpansTo((span) => void spans.push(span));
});
afterAll(() => sendSpansTo(undefined));

const PHONE = '081234567890';

async function spanUnder(behave: Parameters<typeof createProvider>[0], of: 'transfer' | 'account') {
  await using provider = await createProvider(behave);
  const kaspro = client(provider.url, { limits: { transfer: { timeoutMs: 200 } } });
  const traceparent = newTraceparent();
  try {
    await inTrace(traceparent, async () => {
      if (of === 'transfer') await kaspro.transfer(transfer);
      else await kaspro.accountInquiry(PHONE);
    });
  } finally {
    kaspro.close();
  }
  expect(spans).toHaveLength(1);
  return { traceparent, span: spans[0] };
}

describe('a call to KasPro', () => {
  test('is a span of the trace in which it is made, with our reference and what became of it', async () => {
    const { traceparent, span } = await spanUnder(transferred, 'transfer');
    expect(span).toMatchObject({
      name: 'KasPro p2p',
      kind: 'client',
      parent: traceparent,
      failed: undefined,
      attributes: {
        'http.response.status_code': 200,
        'angkutan.outcome': 'ok',
        'angkutan.reference': transfer.partnerReference,
      },
    });
  });

  test.each([
    ['that is refused says the code', json({ code: 120_001, message: 'Saldo Siti' }), '120001'],
    ['that nobody answers says so', hang, 'TIMEOUT'],
  ])('%s, and not a word of KasPro’s', async (_title, behave, failed) => {
    const { span } = await spanUnder(behave, 'transfer');
    expect(span?.failed).toBe(failed);
    expect(JSON.stringify(span)).not.toContain('Siti');
  });

  test('says nothing of the accounts and phones that it is about', async () => {
    const { span: moved } = await spanUnder(transferred, 'transfer');
    spans = [];
    const { span: asked } = await spanUnder(json({ code: 120_001 }), 'account');
    const said = JSON.stringify([moved, asked]);
    for (const one of [transfer.sourceAccount, transfer.destinationAccount, PHONE.slice(1)]) {
      expect(said).not.toContain(one);
    }
  });
});
