import { useMe } from './me'

export type Permission =
  | 'data.write' | 'setting.write' | 'customer.write' | 'customer.unmask' | 'segment.write' | 'campaign.write'
  | 'campaign.approve' | 'user.manage' | 'key.manage' | 'audit.read'

/** useMay tells whether the person may do a thing; while it is not known who she is, she may not. */
export function useMay(permission: Permission): boolean {
  const { data: me } = useMe()
  return me?.permissions.includes(permission) ?? false
}
