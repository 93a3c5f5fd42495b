import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Rule } from '../../part/rule'

/** Door opens the customers of a rule: the list, where they become a segment. */
export function Door({ rule, children }: { rule: Rule; children: ReactNode }) {
  return <Link to="/customers" search={{ rule } as never} style={{ textDecoration: 'underline' }}>{children}</Link>
}

interface Named {
  id: number
  product: string
  title: string
}

/** ProductLink opens a product's own page. */
export function ProductLink({ good }: { good: Named }) {
  return <Link to={`/products/${good.id}` as never} title={good.product}>{good.title || good.product}</Link>
}
