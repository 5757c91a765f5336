import { randomInt } from 'node:crypto';

export const OTP_TTL_S = 300;
const WRONG_ENTRIES_MAX = 3;
const MESSAGES_PER_NUMBER_MAX = 20;

export interface OtpMessage {
  readonly channel: 'WHATSAPP' | 'SMS';
  readonly otp: string;
  readonly sentAt: string;
}

interface Sent {
  readonly otp: string;
  readonly expiresAt: number;
  wrongEntries: number;
}

export type OtpVerdict = 'VALID' | 'INVALID' | 'EXPIRED' | 'TOO_MANY';

/** One-time codes and the messages that carried them. In memory: a restart forgets them. */
export function createOtpDesk() {
  const open = new Map<string, Sent>();
  const messages = new Map<string, OtpMessage[]>();
  return {
    send(mobileNumber: string): void {
      const otp = String(randomInt(1_000_000)).padStart(6, '0');
      open.set(mobileNumber, { otp, expiresAt: Date.now() + OTP_TTL_S * 1000, wrongEntries: 0 });
      // By WhatsApp, or by SMS to a number that is not on WhatsApp; here those that end in 9.
      const channel = mobileNumber.endsWith('9') ? 'SMS' : 'WHATSAPP';
      const message: OtpMessage = { channel, otp, sentAt: new Date().toISOString() };
      const list = [message, ...(messages.get(mobileNumber) ?? [])];
      messages.set(mobileNumber, list.slice(0, MESSAGES_PER_NUMBER_MAX));
    },
    check(mobileNumber: string, otp: string): OtpVerdict {
      const sent = open.get(mobileNumber);
      if (!sent) return 'INVALID';
      if (sent.wrongEntries >= WRONG_ENTRIES_MAX) return 'TOO_MANY';
      if (Date.now() > sent.expiresAt) return 'EXPIRED';
      if (sent.otp === otp) {
        open.delete(mobileNumber);
        return 'VALID';
      }
      sent.wrongEntries += 1;
      return 'INVALID';
    },
    messagesTo: (mobileNumber: string): readonly OtpMessage[] => messages.get(mobileNumber) ?? [],
    forget(): void {
      open.clear();
      messages.clear();
    },
  };
}

export type OtpDesk = ReturnType<typeof createOtpDesk>;
