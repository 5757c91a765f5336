// The fields a log line may carry. A field that is not named here is dropped, for a list of what
// is forbidden always misses one. Only ids that say nothing about a person, counts, times, codes
// and addresses of our own parts belong here: no phone, name, account, OTP, token, body or key.
const FIELDS = [
  // who logs
  'service,version,instance,component,pid,port,url,signal,exitCode,state,step,mode,parts',
  // where in HTTP
  'traceId,spanId,requestId,operationId,method,route,status,durationMs',
  // what it is about
  'customerId,walletId,paymentId,requestId,holdId,transferId,rideId,cashOutId,eventId,reference',
  'partnerReference,providerReference,instructionId,operation,outcome,kind,role,tier,attempt',
  'attempts,reason,code,retryAfterMs,breaker,work,amount',
  // messaging
  'topic,topics,partition,partitions,offset,group,key,type,types,schemaId,fingerprint,order',
  'owner,leader,count,size,pending,parked,lag,waitedMs,limitMs,fromOffset,toOffset,dead,waiting',
  // MongoDB
  'database,collection,index',
].join(',');

/** Names of the fields that reach a log line. */
export const ALLOWED_FIELDS: ReadonlySet<string> = new Set(FIELDS.split(','));
