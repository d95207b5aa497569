// Documents as tests send them: a small PDF, and a form with a file in it.
export const pdf = (words = 'x') => `%PDF-1.4\n1 0 obj\n<< /Words (${words}) >>\nendobj\ntrailer\n%%EOF\n`;

/** The body and type of multipart/form-data; a part is [name, text] or [name, content, fileName]. */
export function multipart(parts, boundary = 'grens-12345') {
  const body = parts.map(([name, content, file]) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"\r\nContent-Type: application/octet-stream`}\r\n\r\n${content}\r\n`).join('');
  return { body: `${body}--${boundary}--\r\n`, type: `multipart/form-data; boundary=${boundary}` };
}

/** Sends one from the form of a page, as that person's browser. */
export async function upload(server, who, path, name, content, { access = 'members', replaces = '', headers = {} } = {}) {
  const { body, type } = multipart([['file', content, name], ['access', access], ['replaces_id', replaces]]);
  return server.http('POST', path, {
    body,
    headers: { 'sec-fetch-site': 'same-origin', ...(who.kept?.cookie ? { cookie: who.kept.cookie } : {}), 'content-type': type, ...headers },
  });
}
