// The calls of the page to the server; each refusal is an error with the server's words and code.

import { parse, write } from './json.js';

const ROOT = '/api/v1';

/** The answer's JSON, or null when it has none. */
export async function call(method, path, body, headers = {}) {
  const options = { method, headers: { Accept: 'application/json', ...headers } };
  if (body !== undefined) {
    options.body = write(body);
    options.headers['Content-Type'] = 'application/json';
  }
  const [status, text] = await fetch(ROOT + path, options)
    .then(async response => [response.status, await response.text()])
    .catch(() => {
      throw unreachable();
    });
  return answer(status, text);
}

/** Sends a file; tells how much is sent, from 0 to 1. */
export function upload(path, file, told) {
  const form = new FormData();
  form.append('file', file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', ROOT + path);
    request.setRequestHeader('Accept', 'application/json');
    request.upload.onprogress = event => told(event.loaded / event.total);
    request.onerror = () => reject(unreachable());
    request.onload = () => resolve(request);
    request.send(form);
  }).then(({ status, responseText }) => answer(status, responseText));
}

export const address = path => ROOT + path;

function answer(status, text) {
  let json;
  try {
    json = text ? parse(text) : null;
  } catch {
    // Whoever answered, it was not Remanso.
  }
  if (status >= 200 && status < 300 && json !== undefined) {
    return json;
  }
  throw json?.detail
    ? Object.assign(new Error(json.detail), { code: json.code })
    : new Error(`The server answered with status ${status} and no explanation.`);
}

function unreachable() {
  return new Error('The server does not answer. Is it running? Nothing more was sent; try again.');
}
