import { expect, it } from 'vitest'
import { csv } from './csv'

it('writes what a spreadsheet reads and never runs', () => {
  const sheet = { head: ['名称', 'n'], rows: [['a,"b"', 1], ['=1+1', -2], ['', null]] }
  expect(csv(sheet)).toBe('\uFEFF名称,n\r\n"a,""b""",1\r\n\'=1+1,-2\r\n,\r\n')
})
