// Questions asked before the app itself is there; each answer is handed out once.
const begun = new Map<string, Promise<Response>>()

/** begin asks the server for a path now. */
export function begin(path: string) {
  const answer = fetch(path)
  answer.catch(() => begun.delete(path))
  begun.set(path, answer)
}

/** send answers a request with the one begun for it, or else sends it. */
export function send(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const answer = request.method === 'GET' ? begun.get(pathname + search) : undefined
  begun.delete(pathname + search)
  return answer ?? fetch(request)
}
