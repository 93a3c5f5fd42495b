/** MailFrame shows a mail's HTML as a mail program would: no scripts, no forms, nothing of ours within reach. */
export function MailFrame({ html, title, height = 420 }: { html: string; title: string; height?: number }) {
  return <iframe className="mail" title={title} sandbox="" srcDoc={html} style={{ height }} referrerPolicy="no-referrer" />
}
