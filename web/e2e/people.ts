/** Who may log in during the browser tests; the first may do everything. */
export const people = [
  { login: 'demo', password: 'demo-demo-demo', role: 'admin' },
  { login: 'lin', password: 'operator-pass', role: 'operator' },
  { login: 'zhang', password: 'approver-pass', role: 'approver' },
] as const

/** What the columns of a simulated file mean, as a person would have saved it. */
export const mapping = {
  order_no: 'order_no', status: 'status', ordered_at: 'ordered_at', paid_at: 'paid_at', customer_no: 'external', name: 'name', email: 'email',
  phone: 'phone', email_consent: 'agreed', province: 'province', city: 'city', sku: 'product_no', title: 'product_title', category: 'category',
  quantity: 'quantity', amount: 'line_amount', discount: 'discount', postage: 'postage', paid: 'amount', refund: 'refund', currency: 'currency',
}
