// A mail to start from: greeting with a fallback, a place for the offer, the way out.
export const starter = {
  zh: {
    subject: '{{ customer.name | default: "您" }}，好久不见',
    body: `<p>{{ customer.name | default: "亲爱的顾客" }}，您好：</p>
<p>在这里写下您想说的话。</p>
<p style="color:#55617A;font-size:12px">您收到这封邮件，是因为您在{{ shop.name }}购物时同意接收。<a href="{{ unsubscribe_url }}">退订</a></p>
`,
  },
  en: {
    subject: 'We have missed you, {{ customer.name | default: "dear customer" }}',
    body: `<p>Dear {{ customer.name | default: "customer" }},</p>
<p>write here what you want to say.</p>
<p style="color:#55617A;font-size:12px">You receive this mail because you agreed to it at {{ shop.name }}. <a href="{{ unsubscribe_url }}">Unsubscribe</a></p>
`,
  },
}

/** The words that a content may use, in the order in which one looks for them. */
const variables = [
  'customer.name', 'shop.name', 'unsubscribe_url', 'coupon.code', 'coupon.amount', 'recency_days', 'last_day', 'occasions', 'orders', 'net',
  'currency', 'stage', 'ladder', 'province', 'city', 'customer.first_order_day',
]

/** offered are the words that have a value in this campaign: those of a coupon only where there is one. */
export function offered({ coupon, coupon_code }: { coupon: number; coupon_code?: string }): string[] {
  return variables.filter((name) => (name !== 'coupon.code' || Boolean(coupon_code)) && (name !== 'coupon.amount' || coupon > 0))
}

/** insertion is a variable as it is written into a content, with what stands there for those without it. */
export function insertion(variable: string, fallback: string): string {
  const safe = fallback.replaceAll('"', '”')
  return safe ? `{{ ${variable} | default: "${safe}" }}` : `{{ ${variable} }}`
}
