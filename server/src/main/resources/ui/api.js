// The calls of the page to the server; each refusal is an error with the server's words and code.

import { parse, write } from './json.js';

const ROOT = '/api/v1';

/** The answer's JSON, or null when it has none. */
export async function call(method, path, body) {
  const options = { method, headers: { Accept: 'application/json' } };
  if (body !== undefined) {
    options.body = write(body);
    options.headers['Content-Type'] = 'application/json';
  }
  const response = await fetch(ROOT + path, options).catch(() => {
    throw unreachable();
  });
  const text = await response.text();
  if (!response.ok) {
    throw refusal(response.status, text);
  }
  return text ? parse(text) : null;
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
    request.onload = () => (request.status === 201
      ? resolve(parse(request.responseText))
      : reject(refusal(request.status, request.responseText)));
    request.send(form);
  });
}

export const address = path => ROOT + path;

function refusal(status, text) {
  try {
    const problem = JSON.parse(text);
    return Object.assign(new Error(problem.detail), { code: problem.code });
  } catch {
    return new Error(`The server answered with status ${status} and no explanation.`);
  }
}

function unreachable() {
  return new Error('The server does not answer. Is it running? Nothing more was sent; try again.');
}
