import { Problem } from '../api/client'

interface Upload {
  path: string
  file: File
  /** Share of the file that has left, 0..1. */
  onProgress: (share: number) => void
  signal?: AbortSignal
}

/** upload sends one file and tells how far it is; fetch cannot tell that. */
export function upload<T>({ path, file, onProgress, signal }: Upload): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0))
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) return resolve(request.response as T)
      const { code, detail } = (request.response ?? {}) as { code?: string; detail?: string }
      reject(new Problem(request.status, code ?? '', detail ?? ''))
    })
    request.addEventListener('error', () => reject(new Problem(0, 'network', '')))
    request.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
    signal?.addEventListener('abort', () => request.abort())
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}
