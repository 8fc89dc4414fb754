import type { Answer } from '../../http.ts';
import type { AwsError } from './aws-error.ts';
import { toXml, type Xml } from './xml.ts';

export type Service = 'ec2' | 'sts';

const namespaces: Record<Service, string> = {
  ec2: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
};

let requests = 0;

/** Counts on over all worlds: it only has to be told apart in logs. */
function nextRequestId(): string {
  requests += 1;
  return `00000000-0000-4000-8000-${String(requests).padStart(12, '0')}`;
}

export function success(service: Service, action: string, fields: { [name: string]: Xml }): Answer {
  const id = nextRequestId();
  const inner =
    service === 'ec2'
      ? toXml('requestId', id) + list(fields)
      : toXml(`${action}Result`, fields) + toXml('ResponseMetadata', { RequestId: id });
  const root = `${action}Response`;
  return document(200, id, `<${root} xmlns="${namespaces[service]}">${inner}</${root}>`);
}

export function failure(service: Service, { code, message, status }: AwsError): Answer {
  const id = nextRequestId();
  const error = { Code: code, Message: message };
  if (service === 'sts') {
    const inner = toXml('Error', { Type: status < 500 ? 'Sender' : 'Receiver', ...error });
    return document(
      status,
      id,
      `<ErrorResponse xmlns="${namespaces.sts}">${inner}<RequestId>${id}</RequestId></ErrorResponse>`,
    );
  }
  const inner = `<Errors>${toXml('Error', error)}</Errors><RequestID>${id}</RequestID>`;
  return document(status, id, `<Response>${inner}</Response>`);
}

const list = (fields: { [name: string]: Xml }) =>
  Object.entries(fields)
    .map(([name, value]) => toXml(name, value))
    .join('');

/** The SDK takes the request's id from the header only. */
const document = (status: number, id: string, xml: string): Answer => ({
  status,
  headers: { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': id },
  text: `<?xml version="1.0" encoding="UTF-8"?>\n${xml}`,
});
